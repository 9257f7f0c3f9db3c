package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.network.AttentionOperation.DotProductAttention;
import org.robustness4j.model.internal.network.AttentionOperation.MatrixProduct;
import org.robustness4j.model.internal.network.AttentionOperation.RecurrentAttention;
import org.robustness4j.model.internal.network.CapsuleOperation.Length;
import org.robustness4j.model.internal.network.CapsuleOperation.Routing;
import org.robustness4j.model.internal.network.CapsuleOperation.Squash;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.RecurrentOperation.StepMask;
import org.robustness4j.model.internal.network.SmoothFunction;

/** Attention and capsules against their formulas in float64, and against central differences of them. */
class AttentionOperationTests {

    /** More than are computed together. */
    private static final int ROWS = 67;

    private static final double TOLERANCE = 2e-5;

    private final RandomGenerator random = new SplittableRandom(18);

    @ParameterizedTest
    @CsvSource({"1, 3, 2, 1, 1", "2, 2, 3, 4, 5", "3, 1, 1, 1, 7", "1, 4, 4, 6, 1"})
    void attentionIsTheSoftmaxOfScaledProducts(int heads, int size, int values, int queries, int steps) {
        int ofQueries = heads * size * queries;
        int ofKeys = heads * size * steps;
        int ofValues = heads * values * steps;
        Parts parts = new Parts(ofQueries + ofKeys + ofValues);
        Network network = parts.read(
                new DotProductAttention(heads),
                parts.next(heads * size, queries),
                parts.next(heads * size, steps),
                parts.next(heads * values, steps));

        check(network, x -> {
            double[] q = Arrays.copyOfRange(x, 0, ofQueries);
            double[] k = Arrays.copyOfRange(x, ofQueries, ofQueries + ofKeys);
            double[] v = Arrays.copyOfRange(x, ofQueries + ofKeys, x.length);
            double[] result = new double[heads * values * queries];
            for (int i = 0; i < queries; i++) {
                double[] answer = attention(column(q, i, queries), k, v, heads, steps, null);
                for (int channel = 0; channel < answer.length; channel++) {
                    result[channel * queries + i] = answer[channel];
                }
            }
            return result;
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3, 4", "3, 4, 1, 2", "2, 1, 5, 1", "4, 3, 2, 3"})
    void productsOfMatricesAreTheirSums(int groups, int rows, int inner, int columns) {
        int ofFirst = groups * rows * inner;
        Parts parts = new Parts(ofFirst + groups * inner * columns);
        Network network = parts.read(
                new MatrixProduct(groups, rows, inner, columns, new FeatureShape(groups, rows, columns)),
                parts.next(groups * rows, inner),
                parts.next(groups, inner * columns));

        check(network, x -> {
            double[] result = new double[groups * rows * columns];
            for (int i = 0; i < result.length; i++) {
                int row = i / columns;
                for (int k = 0; k < inner; k++) {
                    int other = (row / rows * inner + k) * columns + i % columns;
                    result[i] += x[row * inner + k] * x[ofFirst + other];
                }
            }
            return result;
        });
    }

    @Test
    void stepsThatAreNotThereHaveNoPartInAttention() {
        int steps = 4;
        Parts parts = new Parts(2 * steps + 3 * steps + steps);
        int keys = parts.next(2, steps);
        int values = parts.next(3, steps);
        int mask = parts.next(1, steps);
        DifferentiableClassifier classifier =
                new CompiledBackend().compile(parts.read(new DotProductAttention(1), keys, keys, values, mask));
        Matrix batch = random(1, 24);
        for (int step = 0; step < steps; step++) {
            batch.values()[20 + step] = step == 1 ? 0 : 1;
        }
        Matrix moved = new Matrix(1, 24, batch.values().clone());
        for (int channel = 2; channel < 5; channel++) {
            moved.values()[channel * steps + 1] += 1000;
        }

        assertThat(classifier.logits(moved).values())
                .containsExactly(classifier.logits(batch).values());
        float[] gradient = gradient(classifier, batch, random(1, 3 * steps)).values();
        for (int channel = 2; channel < 5; channel++) {
            assertThat(gradient[channel * steps + 1]).isZero();
        }
        assertThat(Arrays.copyOfRange(gradient, 20, 24)).containsOnly(0);
        double[] x = doubles(batch, 0);
        for (int i = 0; i < steps; i++) {
            double[] expected = attention(
                    column(Arrays.copyOfRange(x, 0, 8), i, steps),
                    Arrays.copyOfRange(x, 0, 8),
                    Arrays.copyOfRange(x, 8, 20),
                    1,
                    steps,
                    Arrays.copyOfRange(x, 20, 24));
            for (int channel = 0; channel < 3; channel++) {
                assertThat((double) classifier.logits(batch).get(0, channel * steps + i))
                        .isCloseTo(expected[channel], within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void recurrentAttentionAsksWithItsLastState(int steps) {
        int states = 3;
        float[] query = random(1, 4 * states).values();
        float[] recurrent = random(1, states * 2).values();
        Parts parts = new Parts((states + 4 + 2) * steps);
        Network network = parts.read(
                new RecurrentAttention(2, SmoothFunction.TANH, query, recurrent),
                parts.next(states, steps),
                parts.next(4, steps),
                parts.next(2, steps));

        check(network, x -> {
            double[] k = Arrays.copyOfRange(x, states * steps, (states + 4) * steps);
            double[] v = Arrays.copyOfRange(x, (states + 4) * steps, x.length);
            double[] result = new double[states * steps];
            double @Nullable [] state = null;
            for (int t = 0; t < steps; t++) {
                double[] sum = column(Arrays.copyOfRange(x, 0, states * steps), t, steps);
                if (state != null) {
                    double[] answer = attention(product(query, state, 4), k, v, 2, steps, null);
                    double[] added = product(recurrent, answer, states);
                    Arrays.setAll(sum, i -> sum[i] + added[i]);
                }
                state = Arrays.stream(sum).map(Math::tanh).toArray();
                for (int i = 0; i < states; i++) {
                    result[i * steps + t] = state[i];
                }
            }
            return result;
        });
    }

    @Test
    void maskingZerosWhatIsNotThere() {
        Parts parts = new Parts(9);
        DifferentiableClassifier classifier =
                new CompiledBackend().compile(parts.read(new StepMask(), parts.next(2, 3), parts.next(1, 3)));
        Matrix batch = new Matrix(1, 9, new float[] {1, 2, 3, 4, 5, 6, 1, 0, 1});

        assertThat(classifier.logits(batch).values()).containsExactly(1, 0, 3, 4, 0, 6);
        assertThat(gradient(classifier, batch, new Matrix(1, 6, new float[] {7, 7, 7, 8, 8, 8}))
                        .values())
                .containsExactly(7, 0, 7, 8, 0, 8, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4"})
    void capsulesAreSquashedAndMeasured(int capsules, int dimensions) {
        Parts squashed = new Parts(capsules * dimensions);
        check(squashed.read(new Squash(), squashed.next(capsules, dimensions)), x -> squash(x, dimensions));
        Parts measured = new Parts(capsules * dimensions);
        check(measured.read(new Length(), measured.next(capsules, dimensions)), x -> IntStream.range(0, capsules)
                .mapToDouble(i -> Math.sqrt(square(x, i, dimensions)))
                .toArray());
    }

    @Test
    void capsulesOfNoLengthHaveAGradientOfZero() {
        for (Operation operation : List.of(new Squash(), new Length())) {
            Parts parts = new Parts(4);
            DifferentiableClassifier classifier =
                    new CompiledBackend().compile(parts.read(operation, parts.next(2, 2)));
            Matrix zeros = new Matrix(1, 4, new float[4]);

            assertThat(classifier.logits(zeros).values()).containsOnly(0);
            assertThat(gradient(classifier, zeros, random(1, classifier.classes()))
                            .values())
                    .containsOnly(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "3, 2, 4, 2, 1", "3, 2, 4, 2, 2", "5, 3, 3, 4, 3", "2, 2, 1, 3, 4"})
    void capsulesAreRoutedByAgreement(int inputs, int ofInputs, int outputs, int ofOutputs, int rounds) {
        float[] weights = random(1, inputs * ofInputs * outputs * ofOutputs).values();
        float[] bias = random(1, outputs * ofOutputs).values();
        Parts parts = new Parts(inputs * ofInputs);
        Network network = parts.read(new Routing(outputs, rounds, weights, bias), parts.next(inputs, ofInputs));

        check(network, x -> {
            double[][] agreement = new double[inputs][outputs];
            double[] result = {};
            for (int round = 0; round < rounds; round++) {
                double[] sum = new double[bias.length];
                for (int k = 0; k < sum.length; k++) {
                    sum[k] = bias[k];
                    for (int i = 0; i < inputs; i++) {
                        double total =
                                Arrays.stream(agreement[i]).map(Math::exp).sum();
                        sum[k] += Math.exp(agreement[i][k / ofOutputs]) / total * prediction(weights, x, i, k, inputs);
                    }
                }
                result = squash(sum, ofOutputs);
                for (int i = 0; i < inputs; i++) {
                    for (int k = 0; k < sum.length; k++) {
                        agreement[i][k / ofOutputs] += prediction(weights, x, i, k, inputs) * result[k];
                    }
                }
            }
            return result;
        });
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        FeatureShape two = new FeatureShape(2, 1, 3);
        FeatureShape four = new FeatureShape(4, 1, 3);
        FeatureShape mask = new FeatureShape(1, 1, 3);

        assertThat(new DotProductAttention(2).output(List.of(two, two, four, mask)))
                .isEqualTo(four);
        for (List<FeatureShape> inputs : List.of(
                List.of(two, two),
                List.of(two, four, four),
                List.of(two, two, new FeatureShape(4, 1, 2)),
                List.of(two, two, four, two),
                List.of(two, two, four, mask, mask),
                List.of(new FeatureShape(3, 1, 3), new FeatureShape(3, 1, 3), four),
                List.of(new FeatureShape(2, 3, 1), two, four))) {
            assertThatThrownBy(() -> new DotProductAttention(2).output(inputs))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Attention with 2 heads does not take inputs of the shape " + inputs);
        }
        assertThatThrownBy(() -> new RecurrentAttention(1, SmoothFunction.TANH, new float[4], new float[7])
                        .output(List.of(two, two, four)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Recurrent attention with 1 heads, 4 weights of queries and 7 recurrent ones");
        assertThatThrownBy(() -> new Routing(2, 3, new float[7], new float[4]).output(List.of(two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Routing in 3 rounds to 2 capsules with 7 weights for 4 numbers");
    }

    /** The parts of a network's input that an operation reads. */
    private static final class Parts {

        private final Network.Builder network;
        private int from;

        Parts(int values) {
            this.network = new Network.Builder(FeatureShape.flat(values));
        }

        int next(int channels, int steps) {
            FeatureShape shape = new FeatureShape(channels, 1, steps);
            int[] source = IntStream.range(from, from + shape.size()).toArray();
            from += shape.size();
            return network.add(new Gather(source, shape), List.of(0));
        }

        Network read(Operation operation, Integer... parts) {
            int node = network.add(operation, List.of(parts));
            int size = network.shape(node).size();
            network.add(new Gather(IntStream.range(0, size).toArray(), FeatureShape.flat(size)), List.of(node));
            return network.build();
        }
    }

    private void check(Network network, UnaryOperator<double[]> formula) {
        DifferentiableClassifier classifier = new CompiledBackend().compile(network);
        Matrix batch = random(ROWS, network.input().size());
        Matrix upstream = random(ROWS, network.outputs());
        Matrix gradient = gradient(classifier, batch, upstream);
        for (int row : new int[] {0, 1, ROWS - 1}) {
            double[] x = doubles(batch, row);
            double[] expected = formula.apply(x);
            for (int j = 0; j < expected.length; j++) {
                assertThat((double) classifier.logits(batch).get(row, j)).isCloseTo(expected[j], within(TOLERANCE));
            }
            for (int i = 0; i < x.length; i++) {
                double[] difference = difference(formula, x, i);
                double sum = 0;
                for (int j = 0; j < difference.length; j++) {
                    sum += upstream.get(row, j) * difference[j];
                }
                assertThat((double) gradient.get(row, i)).isCloseTo(sum, within(TOLERANCE * (1 + Math.abs(sum))));
            }
            assertThat(gradient(classifier, only(batch, row), only(upstream, row))
                            .values())
                    .as("row %d alone", row)
                    .containsExactly(only(gradient, row).values());
        }
    }

    private static double[] difference(UnaryOperator<double[]> formula, double[] x, int index) {
        double step = 1e-6;
        double[] above = x.clone();
        double[] below = x.clone();
        above[index] += step;
        below[index] -= step;
        double[] result = formula.apply(above);
        double[] other = formula.apply(below);
        Arrays.setAll(result, j -> (result[j] - other[j]) / (2 * step));
        return result;
    }

    /** {@code [channels, steps]} for keys and values, one column of queries. */
    private static double[] attention(
            double[] query, double[] keys, double[] values, int heads, int steps, double @Nullable [] mask) {
        int size = query.length / heads;
        int valuesOfHead = values.length / steps / heads;
        double[] result = new double[heads * valuesOfHead];
        for (int head = 0; head < heads; head++) {
            double[] weights = new double[steps];
            for (int t = 0; t < steps; t++) {
                double score = 0;
                for (int c = head * size; c < (head + 1) * size; c++) {
                    score += query[c] * keys[c * steps + t];
                }
                weights[t] = mask != null && mask[t] == 0 ? 0 : Math.exp(score / Math.sqrt(size));
            }
            double total = Arrays.stream(weights).sum();
            for (int c = head * valuesOfHead; c < (head + 1) * valuesOfHead; c++) {
                for (int t = 0; t < steps; t++) {
                    result[c] += weights[t] / total * values[c * steps + t];
                }
            }
        }
        return result;
    }

    private static double[] column(double[] rows, int index, int steps) {
        return IntStream.range(0, rows.length / steps)
                .mapToDouble(channel -> rows[channel * steps + index])
                .toArray();
    }

    private static double[] product(float[] weights, double[] x, int rows) {
        double[] result = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.length; j++) {
                result[i] += weights[i * x.length + j] * x[j];
            }
        }
        return result;
    }

    private static double[] squash(double[] x, int dimensions) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double square = square(x, i / dimensions, dimensions);
            result[i] = x[i] * square / ((1 + square) * Math.sqrt(square + 1e-5));
        }
        return result;
    }

    private static double square(double[] x, int capsule, int dimensions) {
        return Arrays.stream(x, capsule * dimensions, (capsule + 1) * dimensions)
                .map(value -> value * value)
                .sum();
    }

    /** Of one input capsule for one number of the output. */
    private static double prediction(float[] weights, double[] x, int capsule, int number, int capsules) {
        int dimensions = x.length / capsules;
        int numbers = weights.length / x.length;
        double sum = 0;
        for (int e = 0; e < dimensions; e++) {
            sum += weights[(capsule * numbers + number) * dimensions + e] * x[capsule * dimensions + e];
        }
        return sum;
    }

    private static Matrix gradient(DifferentiableClassifier classifier, Matrix batch, Matrix upstream) {
        try (ForwardPass pass = classifier.forward(batch)) {
            return pass.backward(upstream);
        }
    }

    private static Matrix only(Matrix batch, int row) {
        int columns = batch.columns();
        return new Matrix(1, columns, Arrays.copyOfRange(batch.values(), row * columns, (row + 1) * columns));
    }

    private static double[] doubles(Matrix batch, int row) {
        return IntStream.range(0, batch.columns())
                .mapToDouble(j -> batch.get(row, j))
                .toArray();
    }

    private Matrix random(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new Matrix(rows, columns, values);
    }
}
