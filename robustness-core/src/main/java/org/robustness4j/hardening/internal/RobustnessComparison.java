package org.robustness4j.hardening.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SuccessCurve;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks a model as it was and as it is after hardening, alike: with the attack that it was to withstand, as it was
 * run, and, for any wrong class, with AutoAttack and PGD with many restarts; with another seed, on samples that
 * training did not see. A model that merely learned to fool its training attack shows here.
 */
public final class RobustnessComparison {

    private static final int POINTS = 16;

    /** The curve goes to this many times epsilon, or to the width of the range. */
    private static final int REACH = 2;

    /** Unlike those of training and of the evaluation before. */
    private static final long OTHER_SEED = 0x5deece66dL;

    private final OwnAttack own;
    private final Perturbation.Ball ball;
    private final Samples samples;
    private final RunOptions options;
    private final AttackMonitor monitor;

    /**
     * The attack that the model was to withstand, as it was run.
     *
     * @param threatModel what it wanted
     * @param options with its seed and budgets
     */
    public record OwnAttack(Attack attack, ThreatModel threatModel, RunOptions options) {}

    /**
     * Prepares the attacks on both models.
     *
     * @param ball in which the model was to withstand it
     * @param samples to attack; none of them a training sample
     */
    public RobustnessComparison(OwnAttack own, Perturbation.Ball ball, Samples samples, AttackMonitor monitor) {
        this.own = own;
        this.ball = ball;
        this.samples = samples;
        RunOptions given = own.options();
        this.options = new RunOptions(given.seed() ^ OTHER_SEED, given.workers()).withMemory(given.memory());
        this.monitor = monitor;
    }

    /**
     * Checks that no sample was trained on.
     *
     * @throws IllegalArgumentException if one was, by its values
     */
    public static void requireUnseen(Samples samples, Samples training) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < training.size(); i++) {
            seen.add(key(training, i));
        }
        long common = IntStream.range(0, samples.size())
                .filter(i -> seen.contains(key(samples, i)))
                .count();
        if (common > 0) {
            throw new IllegalArgumentException(common + " of the " + samples.size()
                    + " samples to attack are among the training samples, so they would not tell what hardening buys; leave them"
                    + " out of the training samples");
        }
    }

    /** Two hashes of 32 bits. */
    private static String key(Samples samples, int position) {
        float[] input = samples.input(position);
        int other = 7;
        for (float value : input) {
            other = 131 * other + Float.floatToIntBits(value);
        }
        return Arrays.hashCode(input) + "," + other;
    }

    /**
     * The evaluations of one attack on both models.
     *
     * @param isOwn whether it is the attack that the model was to withstand
     */
    public record Pair(AttackEvaluation before, AttackEvaluation after, boolean isOwn) {}

    /**
     * Robust accuracy with an epsilon.
     *
     * @param before of the model as it was
     * @param after of the hardened one
     */
    public record Point(double epsilon, double before, double after) {}

    /**
     * The evaluations and the curve of robust accuracy, before and after.
     *
     * @param pairs for each attack, the own one first
     * @param curveBy the attack behind the curve, which seeks the nearest adversarial point of each sample
     * @param curve by epsilon, from 0
     */
    public record Result(List<Pair> pairs, String curveBy, List<Point> curve) {

        /** Copies the lists. */
        public Result {
            pairs = List.copyOf(pairs);
            curve = List.copyOf(curve);
        }
    }

    /**
     * Attacks both models.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     */
    public Result of(TestedModel before, TestedModel after) {
        RobustnessEvaluator first = new RobustnessEvaluator(before, samples, options);
        RobustnessEvaluator second = new RobustnessEvaluator(after, samples, options);
        ThreatModel untargeted = ThreatModel.untargeted(ball, first.domain());
        List<Pair> pairs = new ArrayList<>();
        RunOptions ownOptions = own.options().withSeed(options.seed());
        pairs.add(new Pair(
                first.evaluate(own.attack(), own.threatModel(), ownOptions, monitor),
                second.evaluate(own.attack(), own.threatModel(), ownOptions, monitor),
                true));
        for (Attack attack : others()) {
            pairs.add(new Pair(
                    first.evaluate(attack, untargeted, options, monitor),
                    second.evaluate(attack, untargeted, options, monitor),
                    false));
        }
        Fmn nearest = new Fmn(ball.norm());
        return new Result(pairs, nearest.name(), curve(curve(first, nearest), curve(second, nearest), first, second));
    }

    /** Attacks that training did not use, unless the own attack is one of them. */
    private List<Attack> others() {
        return Stream.of(new AutoAttack(), new Pgd(40, StepSize.ofEpsilon(0.25), 10))
                .filter(attack -> !attack.name().equals(own.attack().name())
                        || !attack.parameters().equals(own.attack().parameters()))
                .toList();
    }

    private SuccessCurve curve(RobustnessEvaluator evaluator, Fmn nearest) {
        ThreatModel anywhere = ThreatModel.untargeted(evaluator.domain());
        return evaluator.evaluate(nearest, anywhere, options, monitor).successCurve(ball.norm());
    }

    private List<Point> curve(
            SuccessCurve before, SuccessCurve after, RobustnessEvaluator first, RobustnessEvaluator second) {
        double largest = Math.min(
                REACH * ball.epsilon(),
                first.domain().width() * ball.norm().sizeOfOnes(samples.shape().features()));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= POINTS; i++) {
            double epsilon = largest * i / POINTS;
            points.add(new Point(epsilon, robust(before, epsilon, first), robust(after, epsilon, second)));
        }
        return points;
    }

    /** Wrong without attack, or broken within epsilon: not robust. */
    private static double robust(SuccessCurve curve, double epsilon, RobustnessEvaluator evaluator) {
        long right = evaluator.cleanAccuracy().count();
        return (double) (right - curve.within(epsilon).count())
                / evaluator.cleanAccuracy().total();
    }
}
