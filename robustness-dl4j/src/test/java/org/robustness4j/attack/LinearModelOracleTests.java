package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.gradient.ApgdT;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.minimal.CarliniWagner;
import org.robustness4j.attack.minimal.Ddn;
import org.robustness4j.attack.minimal.DeepFool;
import org.robustness4j.attack.minimal.Fab;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * On a linear softmax model the least perturbation that turns class y into j has the size (z_y - z_j) / |w_y - w_j| in the
 * dual norm: attacks are held to that optimum.
 */
class LinearModelOracleTests {

    private static final int FEATURES = 20;
    private static final int SAMPLES = 400;
    private static final Domain DOMAIN = Domain.range(-100, 100);

    /** Just as wide as the samples: attacks that seek the nearest point begin with steps as long as the range. */
    private static final Domain NEAR = Domain.range(-5, 5);

    private static final RunOptions OPTIONS = RunOptions.seed(3);

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void withTwoClassesOneStepIsOptimal(Norm norm) {
        assertOptimal(new LinearModel(2), new Fgsm(), norm);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void withTwoClassesManyStepsAreOptimal(Norm norm) {
        assertOptimal(new LinearModel(2), new Pgd(), norm);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void withManyClassesAttacksTowardsEachClassFindNearlyAllThatCanBeFoundAndNothingElse(Norm norm) {
        LinearModel model = new LinearModel(5);
        double epsilon = model.medianDistance(norm);
        boolean[] broken = new boolean[SAMPLES];
        for (int target = 0; target < 5; target++) {
            AttackEvaluation evaluation =
                    model.evaluate(new Pgd(), ThreatModel.targeted(target, norm, epsilon, DOMAIN));
            evaluation.outcomes().stream()
                    .filter(outcome -> outcome.outcome() == Outcome.BROKEN)
                    .forEach(outcome -> broken[outcome.index()] = true);
        }
        model.assertMatchesOptimum(broken, norm, epsilon, 0.05);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void autoPgdTowardsEachClassFindsAllThatCanBeFound(Norm norm) {
        LinearModel model = new LinearModel(5);
        double epsilon = model.medianDistance(norm);
        AttackEvaluation evaluation = model.evaluate(new ApgdT(), ThreatModel.untargeted(norm, epsilon, DOMAIN));
        boolean[] broken = new boolean[SAMPLES];
        evaluation.outcomes().forEach(outcome -> broken[outcome.index()] = outcome.outcome() == Outcome.BROKEN);
        model.assertMatchesOptimum(broken, norm, epsilon, norm == Norm.L1 ? 0.01 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Norm.class,
            names = {"L1", "L0"},
            mode = EnumSource.Mode.EXCLUDE)
    void deepFoolGoesTheShortestWayAndAsMuchFurtherAsItOvershoots(Norm norm) {
        assertThat(medianRatio(new DeepFool(norm, 50, 0.02, 10), norm)).isCloseTo(1.02, within(0.001));
        assertThat(medianRatio(new DeepFool(norm, 50, 0, 10), norm)).isCloseTo(1, within(0.001));
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void nearestPointsLieOnTheNearestBoundary(Norm norm) {
        assertThat(medianRatio(new Fab(norm), norm)).isBetween(1 - 1e-6, 1.01);
        assertThat(medianRatio(new Fmn(norm), norm)).isBetween(1 - 1e-6, 1.05);
    }

    @Test
    void nearestPointsInL2LieOnTheNearestBoundary() {
        assertThat(medianRatio(new Ddn(), Norm.L2)).isBetween(1 - 1e-6, 1.1);
        assertThat(medianRatio(new CarliniWagner(6, 200, 0.01, 0.1, 0, 4), Norm.L2))
                .isBetween(1 - 1e-6, 1.02);
    }

    /** The median, over the samples, of the distance found and the least one. */
    private static double medianRatio(Attack attack, Norm norm) {
        LinearModel model = new LinearModel(5);
        AttackEvaluation evaluation = model.evaluate(attack, ThreatModel.untargeted(NEAR));
        assertThat(evaluation.attackSuccessRate().count()).isEqualTo(SAMPLES);
        return evaluation.outcomes().stream()
                .mapToDouble(outcome -> outcome.distance(norm) / model.distance(outcome.index(), norm))
                .sorted()
                .toArray()[SAMPLES / 2];
    }

    private static void assertOptimal(LinearModel model, Attack attack, Norm norm) {
        double epsilon = model.medianDistance(norm);
        AttackEvaluation evaluation = model.evaluate(attack, ThreatModel.untargeted(norm, epsilon, DOMAIN));
        boolean[] broken = new boolean[SAMPLES];
        evaluation.outcomes().forEach(outcome -> broken[outcome.index()] = outcome.outcome() == Outcome.BROKEN);
        model.assertMatchesOptimum(broken, norm, epsilon, 0);
    }

    /** A single softmax layer with random weights; its own predictions are the labels. */
    private static final class LinearModel {

        private final int classes;
        private final MultiLayerNetwork network;
        private final INDArray weights;
        private final double[][] logits = new double[SAMPLES][];
        private final Samples samples;

        LinearModel(int classes) {
            this.classes = classes;
            this.network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(5)
                    .updater(new NoOp())
                    .list()
                    .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                            .nIn(FEATURES)
                            .nOut(classes)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .build());
            network.init();
            this.weights = network.getParam("0_W");
            RandomGenerator random = new SplittableRandom(classes);
            float[] inputs = new float[SAMPLES * FEATURES];
            int[] labels = new int[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                logits[i] = new double[classes];
                for (int f = 0; f < FEATURES; f++) {
                    inputs[i * FEATURES + f] = (float) random.nextGaussian();
                    for (int j = 0; j < classes; j++) {
                        logits[i][j] += (double) inputs[i * FEATURES + f] * weights.getDouble(f, j);
                    }
                }
                for (int j = 1; j < classes; j++) {
                    labels[i] = logits[i][j] > logits[i][labels[i]] ? j : labels[i];
                }
            }
            this.samples = new Samples(InputShape.flat(FEATURES), new Matrix(SAMPLES, FEATURES, inputs), labels);
        }

        AttackEvaluation evaluate(Attack attack, ThreatModel threatModel) {
            return new RobustnessEvaluator(TestedModel.of(network).in(threatModel.domain()), samples, OPTIONS)
                    .evaluate(attack, threatModel, OPTIONS);
        }

        double medianDistance(Norm norm) {
            return IntStream.range(0, SAMPLES)
                    .mapToDouble(i -> distance(i, norm))
                    .sorted()
                    .toArray()[SAMPLES / 2];
        }

        private double distance(int sample, Norm norm) {
            int label = samples.label(sample);
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < classes; j++) {
                if (j != label) {
                    least = Math.min(least, (logits[sample][label] - logits[sample][j]) / dualSize(label, j, norm));
                }
            }
            return least;
        }

        private double dualSize(int label, int other, Norm norm) {
            float[] difference = new float[FEATURES];
            for (int f = 0; f < FEATURES; f++) {
                difference[f] = (float) (weights.getDouble(f, label) - weights.getDouble(f, other));
            }
            Norm dual = norm == Norm.LINF ? Norm.L1 : norm == Norm.L1 ? Norm.LINF : Norm.L2;
            return dual.distance(new float[FEATURES], difference);
        }

        /**
         * Samples within 0.1 % of the limit may fall either way. With more than two classes the gradient of the
         * cross-entropy is not that of the margin, so a few samples near the limit may be missed; none may be found that
         * cannot be broken.
         */
        void assertMatchesOptimum(boolean[] broken, Norm norm, double epsilon, double missedShare) {
            int breakable = 0;
            int missed = 0;
            for (int i = 0; i < SAMPLES; i++) {
                double distance = distance(i, norm);
                if (distance < epsilon * (1 - 1e-3)) {
                    breakable++;
                    missed += broken[i] ? 0 : 1;
                } else if (distance > epsilon * (1 + 1e-3)) {
                    assertThat(broken[i])
                            .as("sample %s at distance %s of epsilon %s", i, distance, epsilon)
                            .isFalse();
                }
            }
            assertThat(breakable).isBetween(SAMPLES / 4, 3 * SAMPLES / 4);
            assertThat(missed).isLessThanOrEqualTo((int) (missedShare * breakable));
        }
    }
}
