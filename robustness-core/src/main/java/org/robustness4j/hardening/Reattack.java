package org.robustness4j.hardening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Pgd;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.StepSize;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SuccessCurve;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks a model as it was and as it is after hardening, alike: with the attack that it was to withstand, with AutoAttack and
 * PGD with many restarts, which training did not use, with another seed, on samples that training did not see. A model that
 * merely learned to fool its training attack shows here.
 */
public final class Reattack {

    private static final int POINTS = 16;

    /** The curve goes to this many times epsilon, or to the width of the range. */
    private static final int REACH = 2;

    /** Unlike those of training and of the evaluation before. */
    private static final long OTHER_SEED = 0x5deece66dL;

    private final Attack own;
    private final Perturbation.Ball ball;
    private final Samples samples;
    private final RunOptions options;
    private final AttackMonitor monitor;

    /**
     * Says what to attack with.
     *
     * @param own the attack that the model was to withstand
     * @param ball in which
     * @param samples to attack; none of them a training sample
     * @param options with the seed of the evaluation before; another one is derived from it
     */
    public Reattack(Attack own, Perturbation.Ball ball, Samples samples, RunOptions options, AttackMonitor monitor) {
        this.own = own;
        this.ball = ball;
        this.samples = samples;
        this.options = new RunOptions(options.seed() ^ OTHER_SEED, options.workers())
                .withMemoryPerWorker(options.memoryPerWorker());
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
                    + " test samples are among the training samples, so they would not tell what hardening buys; leave them"
                    + " out of @TrainingSamples");
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
     * What one attack made of both models.
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
     * What hardening bought.
     *
     * @param pairs for each attack, the own one first
     * @param curveBy the attack behind the curve, which seeks the nearest adversarial point of each sample
     * @param curve by epsilon, from 0
     */
    public record Outcome(List<Pair> pairs, String curveBy, List<Point> curve) {

        /** Copies the lists. */
        public Outcome {
            pairs = List.copyOf(pairs);
            curve = List.copyOf(curve);
        }
    }

    /**
     * Attacks both models.
     *
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     */
    public Outcome of(TestedModel before, TestedModel after) {
        RobustnessEvaluator first = new RobustnessEvaluator(before, samples, options);
        RobustnessEvaluator second = new RobustnessEvaluator(after, samples, options);
        ThreatModel threat = ThreatModel.untargeted(ball.norm(), ball.epsilon(), first.domain());
        List<Pair> pairs = new ArrayList<>();
        for (Attack attack : attacks()) {
            pairs.add(new Pair(
                    first.evaluate(attack, threat, options, monitor),
                    second.evaluate(attack, threat, options, monitor),
                    attack == own));
        }
        Fmn nearest = new Fmn(ball.norm());
        return new Outcome(pairs, nearest.name(), curve(curve(first, nearest), curve(second, nearest), first, second));
    }

    private List<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>(List.of(own));
        for (Attack attack : List.of(new AutoAttack(), new Pgd(40, StepSize.ofEpsilon(0.25), 10))) {
            if (!attack.name().equals(own.name()) || !attack.parameters().equals(own.parameters())) {
                attacks.add(attack);
            }
        }
        return attacks;
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
