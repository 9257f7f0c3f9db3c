package org.robustness4j.attack;

import java.io.Serializable;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.internal.runner.BlockPlan;
import org.robustness4j.attack.internal.runner.Workers;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.CheckedClassifier;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * A way to search for inputs that a classifier gets wrong.
 *
 * <pre>{@code
 * ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 8 / 255.0, Domain.range(0, 1));
 * AttackRun run = new Pgd().run(classifier, samples, threatModel, RunOptions.seed(1));
 * }</pre>
 *
 * <p>A subclass holds the idea of the attack, as the {@link Search}
 * it begins for each sample, and nothing else: batches, threads, random streams, the projection of every point into the
 * region the adversary may use, and what counts as success are the same for all attacks and live in {@link #run}.
 *
 * <p>An attack of your own, one step along the sign of the gradient:
 *
 * <pre>{@code
 * final class OneStep extends Attack {
 *     @Override
 *     protected Search begin(AttackedSample sample) {
 *         return new GradientSearch(sample, new CrossEntropy(), 1) {
 *             @Override
 *             protected float[] step(float[] point, float[] gradient) {
 *                 return sample.region().ascend(point, gradient, sample.region().epsilon());
 *             }
 *         };
 *     }
 * }
 * }</pre>
 *
 * <p>Attacks are immutable and may be used by several threads.
 */
@API(status = Status.STABLE, since = "0.1")
public abstract class Attack implements Serializable {

    /**
     * Begins the search for one sample. It is called once per sample and run, by any thread; randomness comes from
     * {@link AttackedSample#random()} alone.
     *
     * @param sample the sample, with the region that points are kept in
     * @return a search of its own, which no other sample shares
     */
    protected abstract Search begin(AttackedSample sample);

    /** Begins the search as a part of another attack, on the same sample and with its random stream. */
    public final Search start(AttackedSample sample) {
        return begin(sample);
    }

    /** The name of the attack in results and rules. */
    public String name() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getName() : simple;
    }

    /**
     * The parameters of the attack, in the order in which results show them; where the map has none, as that of {@link
     * Map#of}, in the order of their names.
     */
    public Map<String, Object> parameters() {
        return Map.of();
    }

    /**
     * The kind of the attack: unless overridden {@link AttackTraits#GRADIENT_ATTACK}, an adversary that follows
     * gradients inside a ball of radius epsilon.
     */
    public AttackTraits traits() {
        return AttackTraits.GRADIENT_ATTACK;
    }

    /**
     * Whether the attack is made for a norm: unless overridden for all but {@link Norm#L0}, which counts changed
     * positions and has no gradient to follow.
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public boolean isMadeFor(Norm norm) {
        return norm != Norm.L0;
    }

    /**
     * The attack that runs this one up to {@code times} times on each sample, with new random numbers, until it
     * succeeds.
     *
     * @throws IllegalArgumentException if {@code times} is less than 1
     */
    public final Attack restarts(int times) {
        return new Restarts(this, times);
    }

    /** The attack that runs {@code first}, and {@code second} on the samples that withstood it. */
    public static Attack worstOf(Attack first, Attack second) {
        return new WorstOf(first, second);
    }

    /**
     * Attacks samples.
     *
     * @param classifier the model; used by the calling thread or forked, never changed
     * @param samples what to attack: every one of them
     * @param threatModel what the adversary may do and wants
     * @param options seed, workers, block size
     * @return the best candidate found for each sample; whether it succeeds is for the user's own model to say
     * @throws IllegalArgumentException if samples, labels, target or epsilon do not fit the model or the domain
     * @throws IllegalStateException if the model returns logits or gradients that are not finite, or does not keep to
     *     what {@link Classifier} demands, or if a search asks for what cannot be given
     */
    public final AttackRun run(Classifier classifier, Samples samples, ThreatModel threatModel, RunOptions options) {
        return run(classifier, samples, threatModel, options, AttackMonitor.NONE);
    }

    /**
     * Attacks samples and tells a monitor how far it is.
     *
     * @param monitor is told how far the attack is, by the calling thread, and may cancel it
     * @throws java.util.concurrent.CancellationException if the monitor cancels the attack or the thread is interrupted
     * @see #run(Classifier, Samples, ThreatModel, RunOptions)
     */
    public final AttackRun run(
            Classifier classifier,
            Samples samples,
            ThreatModel threatModel,
            RunOptions options,
            AttackMonitor monitor) {
        requireGiven("name()", name(), "a name for results");
        requireGiven("parameters()", parameters(), "Map.of() where there are none");
        requireGiven("traits()", traits(), "AttackTraits.GRADIENT_ATTACK for one that follows gradients in a ball");
        Classifier checked = CheckedClassifier.ofUser(classifier);
        new Suitability(this, threatModel, checked.vocabulary()).require();
        samples.requireInside(threatModel.domain());
        threatModel.requireRoomFor(samples);
        if (traits().isMinimal() && threatModel.perturbation() instanceof Perturbation.Ball ball && ball.perStep()) {
            throw new IllegalArgumentException(
                    name() + " looks for the nearest point of the whole sample, but epsilon is"
                            + " that of each step; attack with Pgd or AutoAttack, or leave perStep out");
        }
        if (threatModel.goal() != Goal.FAKE) {
            samples.requireLabelsBelow(checked.classes());
        }
        if (threatModel.target() >= checked.classes()) {
            throw new IllegalArgumentException("The target class is " + threatModel.target() + ", but the model has "
                    + checked.classes() + " classes, numbered from 0");
        }
        int blockSize = options.blockSize(samples.shape());
        return new Workers(checked, options.workers(), monitor)
                .run(new BlockPlan(samples, blockSize).blocks(), this, threatModel, options, blockSize);
    }

    /** Asked before the attack, not after hours of it, when the result is put together. */
    private void requireGiven(String call, @Nullable Object given, String demanded) {
        if (given == null) {
            throw new IllegalStateException(
                    "The attack " + getClass().getName() + " gives null from " + call + "; give " + demanded);
        }
    }
}
