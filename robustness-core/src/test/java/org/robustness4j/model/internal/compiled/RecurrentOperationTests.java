package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.RecurrentOperation.EndStep;
import org.robustness4j.model.internal.network.RecurrentOperation.Lstm;
import org.robustness4j.model.internal.network.RecurrentOperation.PaddingMask;
import org.robustness4j.model.internal.network.RecurrentOperation.Reversal;
import org.robustness4j.model.internal.network.RecurrentOperation.SimpleRecurrent;
import org.robustness4j.model.internal.network.RecurrentOperation.StepMask;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPool;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPooling;
import org.robustness4j.model.internal.network.SmoothFunction;

/** Each operation on sequences against a plain computation in float64, and against differences of that. */
class RecurrentOperationTests {

    private static final int CHANNELS = 3;
    private static final int STEPS = 5;
    private static final int UNITS = 3;
    private static final int SAMPLES = 5;
    private static final double TOLERANCE = 2e-6;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] inputWeights = values(CHANNELS * 4 * UNITS);
    private final float[] recurrentWeights = values(UNITS * 4 * UNITS);
    private final float[] bias = values(4 * UNITS);

    private float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Of sequences that carry their masks behind their values. */
    private static Network network(Operation operation) {
        int size = CHANNELS * STEPS;
        Network.Builder network = new Network.Builder(FeatureShape.flat(size + STEPS));
        int sequence = network.add(
                new Gather(IntStream.range(0, size).toArray(), new FeatureShape(CHANNELS, 1, STEPS)), List.of(0));
        int mask = network.add(
                new Gather(IntStream.range(size, size + STEPS).toArray(), new FeatureShape(1, 1, STEPS)), List.of(0));
        boolean isMasked = !(operation instanceof PaddingMask);
        int result = network.add(operation, isMasked ? List.of(sequence, mask) : List.of(sequence));
        int outputs = network.shape(result).size();
        network.add(new Gather(IntStream.range(0, outputs).toArray(), FeatureShape.flat(outputs)), List.of(result));
        return network.build();
    }

    private Matrix samples() {
        int columns = (CHANNELS + 1) * STEPS;
        float[] samples = values(SAMPLES * columns);
        for (int row = 0; row < SAMPLES; row++) {
            for (int step = 0; step < STEPS; step++) {
                // the first sample is whole, others lack a step inside, or steps at the end
                boolean there = row == 0 || (row == 1 ? step != 2 : step < STEPS - row + 1);
                samples[row * columns + CHANNELS * STEPS + step] = there ? 1 : 0;
            }
        }
        return new Matrix(SAMPLES, columns, samples);
    }

    private void check(Operation operation, UnaryOperator<double[]> plain) {
        DifferentiableClassifier compiled = new CompiledBackend().compile(network(operation));
        Matrix batch = samples();
        Matrix upstream = new Matrix(SAMPLES, compiled.classes(), values(SAMPLES * compiled.classes()));
        try (ForwardPass pass = compiled.forward(batch)) {
            Matrix gradient = pass.backward(upstream);
            for (int row = 0; row < SAMPLES; row++) {
                double[] sample = new double[batch.columns()];
                for (int i = 0; i < sample.length; i++) {
                    sample[i] = batch.get(row, i);
                }
                double[] expected = plain.apply(sample);
                for (int k = 0; k < expected.length; k++) {
                    assertThat((double) pass.logits().get(row, k)).isCloseTo(expected[k], within(TOLERANCE));
                }
                for (int i = 0; i < sample.length; i++) {
                    double slope = i < CHANNELS * STEPS ? slope(plain, sample, i, upstream, row) : 0;
                    assertThat((double) gradient.get(row, i))
                            .as("value %s of sample %s", i, row)
                            .isCloseTo(slope, within(10 * TOLERANCE));
                }
                assertThat(alone(compiled, batch, upstream, row))
                        .isEqualTo(gradient.rows(row, row + 1).values());
            }
        }
    }

    private static float[] alone(DifferentiableClassifier compiled, Matrix batch, Matrix upstream, int row) {
        try (ForwardPass pass = compiled.fork().forward(batch.rows(row, row + 1))) {
            return pass.backward(upstream.rows(row, row + 1)).values();
        }
    }

    private static double slope(UnaryOperator<double[]> plain, double[] sample, int i, Matrix upstream, int row) {
        double step = 1e-6;
        double[] moved = sample.clone();
        moved[i] += step;
        double[] above = plain.apply(moved);
        moved[i] -= 2 * step;
        double[] below = plain.apply(moved);
        double change = 0;
        for (int k = 0; k < above.length; k++) {
            change += upstream.get(row, k) * (above[k] - below[k]);
        }
        return change / (2 * step);
    }

    private static double mask(double[] sample, int step) {
        return sample[CHANNELS * STEPS + step];
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void longShortTermMemoryIsWhatItsEquationsSay(boolean peeks, boolean backwards) {
        float[] peepholes = peeks ? values(3 * UNITS) : new float[0];

        check(
                new Lstm(
                        inputWeights,
                        recurrentWeights,
                        bias,
                        peepholes,
                        SmoothFunction.TANH,
                        SmoothFunction.SIGMOID,
                        backwards),
                sample -> lstm(sample, peeks ? peepholes : new float[3 * UNITS], backwards));
    }

    private double[] lstm(double[] sample, float[] peepholes, boolean backwards) {
        double[] output = new double[UNITS * STEPS];
        double[] h = new double[UNITS];
        double[] c = new double[UNITS];
        for (int place = 0; place < STEPS; place++) {
            int step = backwards ? STEPS - 1 - place : place;
            double[] z = sums(sample, step, h, inputWeights, recurrentWeights, bias);
            for (int u = 0; u < UNITS; u++) {
                double forget = sigmoid(z[UNITS + u] + peepholes[u] * c[u]);
                double in = sigmoid(z[3 * UNITS + u] + peepholes[2 * UNITS + u] * c[u]);
                double cell = forget * c[u] + in * Math.tanh(z[u]);
                double out = sigmoid(z[2 * UNITS + u] + peepholes[UNITS + u] * cell);
                h[u] = mask(sample, step) * out * Math.tanh(cell);
                c[u] = mask(sample, step) * cell;
                output[u * STEPS + step] = h[u];
            }
        }
        return output;
    }

    private static double[] sums(double[] sample, int step, double[] h, float[] input, float[] recurrent, float[] b) {
        double[] z = new double[b.length];
        for (int k = 0; k < z.length; k++) {
            z[k] = b[k];
            for (int channel = 0; channel < CHANNELS; channel++) {
                z[k] += sample[channel * STEPS + step] * input[channel * z.length + k];
            }
            for (int u = 0; u < UNITS; u++) {
                z[k] += h[u] * recurrent[u * z.length + k];
            }
        }
        return z;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aPlainRecurrentLayerIsWhatItsEquationSays(boolean backwards) {
        float[] input = Arrays.copyOf(inputWeights, CHANNELS * UNITS);
        float[] recurrent = Arrays.copyOf(recurrentWeights, UNITS * UNITS);
        float[] constant = Arrays.copyOf(bias, UNITS);

        check(new SimpleRecurrent(input, recurrent, constant, SmoothFunction.SOFTPLUS, backwards), sample -> {
            double[] output = new double[UNITS * STEPS];
            double[] h = new double[UNITS];
            for (int place = 0; place < STEPS; place++) {
                int step = backwards ? STEPS - 1 - place : place;
                double[] z = sums(sample, step, h, input, recurrent, constant);
                for (int u = 0; u < UNITS; u++) {
                    h[u] = mask(sample, step) * Math.log1p(Math.exp(z[u]));
                    output[u * STEPS + step] = h[u];
                }
            }
            return output;
        });
    }

    private static List<Integer> present(double[] sample) {
        List<Integer> present = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (mask(sample, step) != 0) {
                present.add(step);
            }
        }
        return present;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theLastAndTheFirstStepAreThoseThatAreThere(boolean first) {
        check(new EndStep(first), sample -> {
            List<Integer> present = present(sample);
            int step = present.get(first ? 0 : present.size() - 1);
            return new double[] {sample[step], sample[STEPS + step], sample[2 * STEPS + step]};
        });
    }

    @Test
    void aMaskMakesPaddingZero() {
        check(new StepMask(), sample -> IntStream.range(0, CHANNELS * STEPS)
                .mapToDouble(i -> sample[i] * mask(sample, i % STEPS))
                .toArray());
    }

    @Test
    void aReversalKeepsPaddingInItsPlace() {
        check(new Reversal(), sample -> {
            double[] output = new double[CHANNELS * STEPS];
            List<Integer> present = present(sample);
            for (int i = 0; i < present.size(); i++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    output[channel * STEPS + present.get(present.size() - 1 - i)] =
                            sample[channel * STEPS + present.get(i)];
                }
            }
            return output;
        });
    }

    @ParameterizedTest
    @EnumSource(StepPool.class)
    void poolingLooksAtTheStepsThatAreThere(StepPool kind) {
        check(new StepPooling(kind, 3), sample -> IntStream.range(0, CHANNELS)
                .mapToDouble(channel -> {
                    double[] values = present(sample).stream()
                            .mapToDouble(step -> sample[channel * STEPS + step])
                            .toArray();
                    return switch (kind) {
                        case MAX -> Arrays.stream(values).max().orElseThrow();
                        case AVERAGE -> Arrays.stream(values).average().orElseThrow();
                        case SUM -> Arrays.stream(values).sum();
                        case NORM ->
                            Math.cbrt(Arrays.stream(values)
                                    .map(x -> Math.pow(Math.abs(x), 3))
                                    .sum());
                    };
                })
                .toArray());
    }

    @Test
    void paddingIsAStepOfOneValueThroughout() {
        DifferentiableClassifier compiled = new CompiledBackend().compile(network(new PaddingMask(0.5f)));
        float[] sample = values((CHANNELS + 1) * STEPS);
        sample[1] = 0.5f;
        sample[STEPS + 1] = 0.5f;
        sample[2 * STEPS + 1] = 0.5f;
        sample[3] = 0.5f;

        try (ForwardPass pass = compiled.forward(new Matrix(1, sample.length, sample))) {
            assertThat(pass.logits().values()).containsExactly(1, 0, 1, 1, 1);
            assertThat(pass.backward(new Matrix(1, STEPS, values(STEPS))).values())
                    .containsOnly(0);
        }
    }

    @Test
    void inputsOfOtherShapesAreRefused() {
        Network.Builder network = new Network.Builder(new FeatureShape(CHANNELS, 2, STEPS));

        assertThatThrownBy(() -> network.add(new Reversal(), List.of(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An operation on a sequence and perhaps a mask does not take inputs of the shape"
                        + " [3 x 2 x 5, 3 x 2 x 5]");
        assertThatThrownBy(() -> network.add(
                        new Lstm(
                                inputWeights,
                                recurrentWeights,
                                bias,
                                new float[1],
                                SmoothFunction.TANH,
                                SmoothFunction.SIGMOID,
                                false),
                        List.of(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not take inputs of the shape [3 x 2 x 5]");
    }
}
