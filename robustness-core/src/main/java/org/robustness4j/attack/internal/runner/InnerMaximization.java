package org.robustness4j.attack.internal.runner;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.ForwardingSearch;
import org.robustness4j.attack.internal.runner.BlockPlan.Block;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.threat.ThreatModel;

/**
 * The inner maximisation of adversarial training (Madry et al., arXiv 1706.06083, equation 2.1): of the points that an
 * attack shows to the model those at which it errs most, by the margin of the largest wrong logit over the label's. An
 * evaluation is done with a sample at the first success; training wants the worst point, so here searches run to their
 * end.
 */
public final class InnerMaximization {

    private final Attack attack;

    /**
     * Creates the maximisation by an attack.
     *
     * @throws IllegalArgumentException if it seeks the nearest point instead of searching a ball
     */
    public InnerMaximization(Attack attack) {
        requireBall(attack);
        this.attack = new ToTheEnd(attack);
    }

    /**
     * Checks that an attack searches a ball.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static void requireBall(Attack attack) {
        if (attack.traits().isMinimal() || !attack.traits().needsEpsilon()) {
            throw new IllegalArgumentException("The attack " + attack.name()
                    + " does not search a ball, so it has no worst point in it; take one that does, such as Pgd");
        }
    }

    /**
     * Searches for the points, on the calling thread.
     *
     * @param samples the clean samples; the caller has checked that they fit the model and the domain
     * @param seed of the random streams, which differ by the samples' indices
     * @return one point for each sample, {@code [n, features]}
     * @throws IllegalStateException if the model returns values that are not finite
     */
    public Matrix of(DifferentiableClassifier classifier, Samples samples, ThreatModel threatModel, long seed) {
        int size = samples.size();
        AtomicReferenceArray<Candidate> found = new AtomicReferenceArray<>(size);
        SharedSearches all = SharedSearches.ofOne(new Block(samples, 0, size), classifier.preferredBatch());
        try {
            new BlockRunner(classifier, attack, threatModel, RunProgress.start(size, null), seed, RunOptions.UNLIMITED)
                    .run(all, found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attack " + attack.name() + " was interrupted");
        }
        return Matrix.ofRows(
                IntStream.range(0, size).mapToObj(i -> found.get(i).point()).toList(),
                samples.shape().features());
    }

    /** An attack that a success does not stop. */
    private static final class ToTheEnd extends Attack {

        private final Attack attack;

        ToTheEnd(Attack attack) {
            this.attack = attack;
        }

        @Override
        public String name() {
            return attack.name();
        }

        @Override
        public Map<String, Object> parameters() {
            return attack.parameters();
        }

        @Override
        public AttackTraits traits() {
            return attack.traits();
        }

        @Override
        protected Search begin(AttackedSample sample) {
            return new ToTheEndSearch(attack.start(sample));
        }
    }

    /**
     * A search that a success does not stop. Points are kept in the ball and compared by their margins alone, and each
     * of them counts, even where the search that is wrapped would show it again. What is not said here is passed on:
     * whether it gave up, and whether it is exhaustive.
     */
    private static final class ToTheEndSearch extends ForwardingSearch {

        private final Search search;

        private ToTheEndSearch(Search search) {
            this.search = search;
        }

        @Override
        protected Search delegate() {
            return search;
        }

        @Override
        public boolean isConfined() {
            return true;
        }

        @Override
        public boolean isSettled(float[] logits) {
            return true;
        }

        @Override
        public boolean endsWithSuccess() {
            return false;
        }

        /** Not passed on: searches that follow in a sequence are to run all the same. */
        @Override
        public void succeeded() {}

        @Override
        public double quality(float[] point, double margin) {
            return margin;
        }
    }
}
