package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** The penalty on input gradients of a network with one tanh layer, whose every derivative is known. */
class GradientRegularizationOracleTests {

    private static final int INPUTS = 5;
    private static final int HIDDEN = 7;
    private static final int CLASSES = 3;
    private static final int SAMPLES = 20;
    private static final Perturbation.Ball BALL = new Perturbation.Ball(Norm.LINF, 0.1);

    @TempDir
    private Path folder;

    @Test
    void theGradientOfThePenaltyAgreesWithTheExactOne() throws Exception {
        double lambda = 5;
        MultiLayerNetwork network = network(new Sgd(1), DataType.DOUBLE);
        double[] start = network.params().toDoubleVector();

        double[] plain = afterOneStep(network, new GradientRegularization(0), "plain");
        double[] penalized = afterOneStep(network, new GradientRegularization(lambda, 1e-3), "penalized");

        double[] exact = exactGradient(start);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            double gradient = (plain[i] - penalized[i]) / lambda;
            difference += (gradient - exact[i]) * (gradient - exact[i]);
            size += exact[i] * exact[i];
        }
        assertThat(size).isPositive();
        assertThat(Math.sqrt(difference / size)).isLessThan(0.01);
    }

    private double[] afterOneStep(MultiLayerNetwork network, HardeningMethod method, String name) throws Exception {
        HardenedModel hardened =
                harden(network, method, TrainingOptions.epochs(1).batchSize(SAMPLES), name);
        return parameters(hardened).toDoubleVector();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void thePenaltyFallsInTraining(String type) throws Exception {
        MultiLayerNetwork network = network(new Adam(0.02), DataType.valueOf(type));
        TrainingOptions options = TrainingOptions.epochs(60).batchSize(SAMPLES);

        double without = penalty(parameters(harden(network, new GradientRegularization(0), options, "without" + type))
                .toDoubleVector());
        double with = penalty(parameters(harden(network, new GradientRegularization(1), options, "with" + type))
                .toDoubleVector());

        assertThat(with).isLessThan(penalty(network.params().toDoubleVector()) / 2);
        assertThat(with).isLessThan(0.7 * without);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void lambdaZeroIsFit(String type) throws Exception {
        MultiLayerNetwork network = network(new Adam(0.02), DataType.valueOf(type));
        MultiLayerNetwork fitted = network.clone();
        TrainingOptions options = TrainingOptions.epochs(3).batchSize(6);

        INDArray hardened = parameters(harden(network, new GradientRegularization(0), options, "zero" + type));
        for (int epoch = 1; epoch <= 3; epoch++) {
            for (int[] batch : new BatchOrder(SAMPLES, 6, options.seed()).batches(epoch)) {
                fitted.fit(dataSet(samples().at(batch), DataType.valueOf(type)));
            }
            fitted.incrementEpochCount();
        }

        double moved = fitted.params().sub(network.params()).norm2Number().doubleValue();
        assertThat(moved).isPositive();
        assertThat(hardened.sub(fitted.params()).norm2Number().doubleValue() / moved)
                .isLessThan(1e-4);
    }

    private HardenedModel harden(
            MultiLayerNetwork network, HardeningMethod method, TrainingOptions options, String name) {
        return new Hardening(BALL, method, options.holdOut(0))
                .harden(TestedModel.of(network).range(-3, 3), samples(), folder.resolve(name));
    }

    private static INDArray parameters(HardenedModel hardened) throws Exception {
        return ModelSerializer.restoreMultiLayerNetwork(hardened.file().toFile())
                .params();
    }

    private static MultiLayerNetwork network(IUpdater updater, DataType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(11)
                .dataType(type)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(HIDDEN)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static Samples samples() {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[SAMPLES * INPUTS];
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int j = 0; j < INPUTS; j++) {
                values[i * INPUTS + j] = (float) (random.nextDouble() - 0.5 + (j == labels[i] ? 1 : 0));
            }
        }
        return new Samples(InputShape.flat(INPUTS), new Matrix(SAMPLES, INPUTS, values), labels);
    }

    private static DataSet dataSet(Samples samples, DataType type) {
        INDArray targets = Nd4j.zeros(type, samples.size(), CLASSES);
        for (int i = 0; i < samples.size(); i++) {
            targets.putScalar(i, samples.label(i), 1);
        }
        INDArray inputs = Nd4j.createFromArray(samples.inputs().values())
                .reshape('c', samples.size(), INPUTS)
                .castTo(type);
        return new DataSet(inputs, targets);
    }

    /** Central differences of the exact penalty. */
    private static double[] exactGradient(double[] parameters) {
        double step = 1e-5;
        double[] gradient = new double[parameters.length];
        for (int i = 0; i < gradient.length; i++) {
            double[] moved = parameters.clone();
            moved[i] += step;
            double above = penalty(moved);
            moved[i] -= 2 * step;
            gradient[i] = (above - penalty(moved)) / (2 * step);
        }
        return gradient;
    }

    /** The mean squared L2 norm of the samples' input gradients, {@code W1 diag(1 - t^2) W2 (p - y)}. */
    private static double penalty(double[] parameters) {
        Samples samples = samples();
        return IntStream.range(0, SAMPLES)
                .mapToDouble(i -> squaredGradient(parameters, samples.input(i), samples.label(i)))
                .average()
                .orElseThrow();
    }

    private static double squaredGradient(double[] parameters, float[] x, int label) {
        List<double[][]> weights = weights(parameters);
        double[][] first = weights.get(0);
        double[][] second = weights.get(2);
        double[] t = new double[HIDDEN];
        for (int k = 0; k < HIDDEN; k++) {
            double sum = weights.get(1)[0][k];
            for (int j = 0; j < INPUTS; j++) {
                sum += x[j] * first[j][k];
            }
            t[k] = Math.tanh(sum);
        }
        double[] p = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double sum = weights.get(3)[0][c];
            for (int k = 0; k < HIDDEN; k++) {
                sum += t[k] * second[k][c];
            }
            p[c] = Math.exp(sum);
        }
        double total = Arrays.stream(p).sum();
        double squared = 0;
        for (int j = 0; j < INPUTS; j++) {
            double g = 0;
            for (int k = 0; k < HIDDEN; k++) {
                for (int c = 0; c < CLASSES; c++) {
                    g += first[j][k] * (1 - t[k] * t[k]) * second[k][c] * (p[c] / total - (c == label ? 1 : 0));
                }
            }
            squared += g * g;
        }
        return squared;
    }

    /** DL4J keeps matrices by columns, each followed by its bias. */
    private static List<double[][]> weights(double[] flat) {
        int second = INPUTS * HIDDEN + HIDDEN;
        return List.of(
                byColumns(flat, 0, INPUTS, HIDDEN),
                byColumns(flat, INPUTS * HIDDEN, 1, HIDDEN),
                byColumns(flat, second, HIDDEN, CLASSES),
                byColumns(flat, second + HIDDEN * CLASSES, 1, CLASSES));
    }

    private static double[][] byColumns(double[] flat, int from, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i % rows][i / rows] = flat[from + i];
        }
        return matrix;
    }
}
