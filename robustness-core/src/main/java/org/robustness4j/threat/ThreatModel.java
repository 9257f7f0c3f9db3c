package org.robustness4j.threat;

import java.io.Serializable;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.threat.internal.EpsilonName;

/**
 * The goal of the adversary, and what it may do to reach it.
 *
 * @param goal what the adversary wants
 * @param target the class wanted, {@link #NO_TARGET} when the goal is {@link Goal#UNTARGETED}
 * @param perturbation how far the adversary may go
 * @param domain the values a sample may take
 */
@API(status = Status.STABLE, since = "0.1")
public record ThreatModel(Goal goal, int target, Perturbation perturbation, Domain domain) implements Serializable {

    /** The target of a goal that has none. */
    public static final int NO_TARGET = -1;

    private static final float[] NO_MASK = {};

    /** @throws IllegalArgumentException if a target is missing, or given without need, or a fake image has a ball */
    public ThreatModel {
        if (goal.hasTarget() && target < 0) {
            throw new IllegalArgumentException("The goal " + goal + " needs a target, a class from 0, but "
                    + (target == NO_TARGET ? "there is none" : "it is " + target) + "; add one");
        }
        if (!goal.hasTarget() && target != NO_TARGET) {
            throw new IllegalArgumentException("The goal " + goal + " has no target class, but the target is " + target
                    + "; leave it out, or ask for the goal TARGETED");
        }
        if (goal == Goal.FAKE && perturbation instanceof Perturbation.Ball ball) {
            throw new IllegalArgumentException("A fake image is grown from noise and may go anywhere, but epsilon is "
                    + new EpsilonName(ball.epsilon()) + "; leave it out");
        }
    }

    /**
     * Checks that the ball is not larger than the domain, in which case it would limit nothing.
     *
     * @param features the number of features of a sample
     * @throws IllegalArgumentException if it is
     */
    public void requireLimits(int features) {
        if (countsPositions() && ((Perturbation.Ball) perturbation).epsilon() > features) {
            throw new IllegalArgumentException("Epsilon is "
                    + new EpsilonName(((Perturbation.Ball) perturbation).epsilon())
                    + " in L0, the number of positions that may change, but a sample has only " + features
                    + ", so that it limits nothing; give a smaller one");
        }
        if (!countsPositions()
                && perturbation instanceof Perturbation.Ball ball
                && ball.epsilon() > domain.width() * ball.norm().sizeOfOnes(features)) {
            throw new IllegalArgumentException("Epsilon is " + new EpsilonName(ball.epsilon()) + " in " + ball.norm()
                    + ", but the range " + domain + " is only "
                    + new EpsilonName(domain.width() * ball.norm().sizeOfOnes(features))
                    + " wide there, so that it limits nothing; epsilon is in the units of the range:"
                    + " for pixels divided by 255 write 8 / 255.0, not 8");
        }
    }

    /**
     * Checks that the ball limits something, and that in every sample every feature that may change can do so: where
     * values lie as far apart in float32 as epsilon is large, attacks stand still and a model looks robust.
     *
     * @param samples what is to be attacked, inside the domain
     * @throws IllegalArgumentException if the ball is larger than the domain, no feature may change, or epsilon is
     *     smaller than the step from the value of a feature to the next one that float32 has
     */
    public void requireRoomFor(Samples samples) {
        boolean isPerStep = perturbation instanceof Perturbation.Ball steps && steps.perStep();
        if (isPerStep && !samples.shape().isSequence()) {
            throw new IllegalArgumentException("Epsilon is that of each step, but samples of the shape "
                    + samples.shape() + " have no steps; leave perStep out, or give sequences, [n, features, steps]");
        }
        requireLimits(isPerStep ? samples.shape().channels() : samples.shape().values());
        int[] mutable = IntStream.range(0, samples.shape().values())
                .filter(domain::isMutable)
                .toArray();
        if (mutable.length == 0) {
            throw new IllegalArgumentException("The mask lets the adversary change none of the "
                    + samples.shape().values() + " features, so that no attack means anything; mark at least one");
        }
        if (!(perturbation instanceof Perturbation.Ball ball) || countsPositions()) {
            return;
        }
        Matrix inputs = samples.inputs();
        InputShape shape = samples.shape();
        for (int i = 0; i < samples.size(); i++) {
            float[] row = shape.masked() ? inputs.row(i) : NO_MASK;
            for (int feature : mutable) {
                float value = inputs.get(i, feature);
                boolean isPadding = shape.masked() && !shape.isOfTheSample(row, feature);
                if (!isPadding && Math.ulp(value) > ball.epsilon() && domain.spacing(value) > ball.epsilon()) {
                    throw new IllegalArgumentException(tooSmall(ball, samples.index(i), feature, value));
                }
            }
        }
    }

    private String tooSmall(Perturbation.Ball ball, int sample, int feature, float value) {
        return "Epsilon is " + new EpsilonName(ball.epsilon()) + " in " + ball.norm() + ", but sample " + sample
                + " has the value "
                + value
                + " in feature " + feature + ", from where the next float32 value is " + domain.spacing(value)
                + " away: the feature cannot change by so little, and an attack would stand still. Take a larger epsilon, scale"
                + " the data or shift them towards 0 before the model, or leave the feature out with Domain.withMutable";
    }

    /** Any wrong class, within a ball. */
    public static ThreatModel untargeted(Norm norm, double epsilon, Domain domain) {
        return new ThreatModel(Goal.UNTARGETED, NO_TARGET, new Perturbation.Ball(norm, epsilon), domain);
    }

    /** Any wrong class, within a ball. */
    public static ThreatModel untargeted(Perturbation.Ball ball, Domain domain) {
        return new ThreatModel(Goal.UNTARGETED, NO_TARGET, ball, domain);
    }

    /** One class, within a ball. */
    public static ThreatModel targeted(int target, Norm norm, double epsilon, Domain domain) {
        return new ThreatModel(Goal.TARGETED, target, new Perturbation.Ball(norm, epsilon), domain);
    }

    /** Any wrong class, at any distance. */
    public static ThreatModel untargeted(Domain domain) {
        return new ThreatModel(Goal.UNTARGETED, NO_TARGET, new Perturbation.Unbounded(), domain);
    }

    /** One class, at any distance. */
    public static ThreatModel targeted(int target, Domain domain) {
        return new ThreatModel(Goal.TARGETED, target, new Perturbation.Unbounded(), domain);
    }

    /** The same without a limit on the distance. */
    public ThreatModel unbounded() {
        return new ThreatModel(goal, target, new Perturbation.Unbounded(), domain);
    }

    /** Noise that is taken for one class. */
    public static ThreatModel fake(int target, Domain domain) {
        return new ThreatModel(Goal.FAKE, target, new Perturbation.Unbounded(), domain);
    }

    /** Whether distances are limited, so that success depends on the model and not only on patience. */
    public boolean isBounded() {
        return perturbation instanceof Perturbation.Ball;
    }

    /** Whether what is limited is the number of positions that change, and not how far each goes. */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public boolean countsPositions() {
        return perturbation instanceof Perturbation.Ball ball && ball.norm() == Norm.L0;
    }

    /** Whether a sample of this label, predicted as this class, is one the adversary can succeed on. */
    public boolean isAttackable(int label, int cleanPrediction) {
        return goal == Goal.FAKE || (label == cleanPrediction && label != target);
    }

    /** Whether a prediction for a sample of this label is what the adversary wants. */
    public boolean isReached(int label, int prediction) {
        return goal.hasTarget() ? prediction == target : prediction != label;
    }

    /** For people: {@code untargeted, LINF 0.1 in [0, 1]}. */
    @Override
    public String toString() {
        return goal.name().toLowerCase(Locale.ROOT) + (goal.hasTarget() ? " " + target : "") + ", " + perturbation
                + " in " + domain;
    }

    /** The points that the adversary may turn a clean sample into, one that carries nothing behind its values. */
    public FeasibleRegion around(float[] clean) {
        return around(clean, InputShape.flat(clean.length));
    }

    /**
     * The points that the adversary may turn a clean sample into. Padding, and what a row carries behind the values of
     * the sample, are as they are in all of them.
     *
     * @param clean the values of the sample, and what it carries behind them
     * @param shape its shape
     */
    public FeasibleRegion around(float[] clean, InputShape shape) {
        return new FeasibleRegion(clean, perturbation, domain, shape);
    }
}
