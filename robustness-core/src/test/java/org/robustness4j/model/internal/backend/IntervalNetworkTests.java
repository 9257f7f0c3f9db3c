package org.robustness4j.model.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Parameters;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;
import org.robustness4j.model.internal.network.Window;

class IntervalNetworkTests {

    private static final int FEATURES = 2 * 6 * 6;
    private static final int CLASSES = 3;
    private static final int COLUMNS = CLASSES + CLASSES * CLASSES;

    private final Random random = new Random(1);

    private float[] gaussian(int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    private Network network(ScalarFunction last) {
        return network(new ScalarFunction.Rectifier(0), Pool.MAX, last);
    }

    private Network network(ScalarFunction first, Pool pool, ScalarFunction last) {
        Network.Builder builder = new Network.Builder(new FeatureShape(2, 6, 6));
        Axis three = Axis.valid(6, 3, 1, 1, 0);
        Axis two = Axis.valid(4, 2, 2, 1, 0);
        builder.add(
                new Convolution(new Window(three, three), 1, gaussian(4 * 2 * 9, 0.4), gaussian(4, 0.3)), List.of(0));
        builder.add(new Activation(first), List.of(1));
        builder.add(new Pooling(pool, new Window(two, two), false), List.of(2));
        int[] source = new int[16];
        for (int i = 0; i < source.length; i++) {
            source[i] = i;
        }
        builder.add(new Gather(source, FeatureShape.flat(16)), List.of(3));
        builder.add(new Dense(gaussian(16 * 5, 0.5), gaussian(5, 0.3)), List.of(4));
        builder.add(new Activation(last), List.of(5));
        builder.add(new Dense(gaussian(5 * CLASSES, 1), gaussian(CLASSES, 0.3)), List.of(6));
        return builder.build();
    }

    private Matrix boxes(int count, float[] middles, float radius) {
        float[] values = new float[2 * count * FEATURES];
        for (int i = 0; i < count; i++) {
            System.arraycopy(middles, i * FEATURES, values, 2 * i * FEATURES, FEATURES);
            for (int j = 0; j < FEATURES; j++) {
                values[(2 * i + 1) * FEATURES + j] = radius;
            }
        }
        return new Matrix(count, 2 * FEATURES, values);
    }

    @Test
    void everyPointOfABoxGivesDifferencesOfLogitsInsideTheIntervals() {
        for (ScalarFunction function : List.of(new ScalarFunction.Rectifier(0.1), SmoothFunction.TANH)) {
            Network network = network(function);
            float[] middle = gaussian(FEATURES, 1);
            Matrix interval = new CompiledBackend()
                    .compile(IntervalNetwork.of(network).network())
                    .logits(boxes(1, middle, 0.05f));
            float[] points = new float[200 * FEATURES];
            for (int i = 0; i < points.length; i++) {
                points[i] = middle[i % FEATURES] + 0.05f * (random.nextBoolean() ? 1 : -1);
            }
            Matrix logits = new CompiledBackend().compile(network).logits(new Matrix(200, FEATURES, points));
            for (int i = 0; i < 200; i++) {
                for (int j = 0; j < CLASSES * CLASSES; j++) {
                    float difference = logits.get(i, j / CLASSES) - logits.get(i, j % CLASSES);
                    float center = interval.get(0, j / CLASSES) - interval.get(0, j % CLASSES);
                    assertThat(Math.abs(difference - center)).isLessThanOrEqualTo(interval.get(0, CLASSES + j) + 1e-5f);
                }
            }
        }
    }

    @Test
    void aPointIsItsOwnInterval() {
        Network network = network(SmoothFunction.SIGMOID);
        float[] middle = gaussian(FEATURES, 1);
        Matrix interval = new CompiledBackend()
                .compile(IntervalNetwork.of(network).network())
                .logits(boxes(1, middle, 0));
        Matrix logits = new CompiledBackend().compile(network).logits(new Matrix(1, FEATURES, middle));
        for (int j = 0; j < CLASSES; j++) {
            assertThat(interval.get(0, j)).isCloseTo(logits.get(0, j), within(1e-5f));
            assertThat(interval.get(0, CLASSES + j)).isZero();
        }
    }

    @Test
    void gradientsOfWeightsAreThoseOfDifferences() {
        // without kinks, at which differences are those of either side or between
        Network network = network(SmoothFunction.SOFTPLUS, Pool.AVERAGE, SmoothFunction.TANH);
        Matrix boxes = boxes(4, gaussian(4 * FEATURES, 1), 0.1f);
        float[] upstream = gaussian(4 * COLUMNS, 1);
        IntervalNetwork.Built built = IntervalNetwork.of(network);
        Map<Integer, Parameters> gradients = built.gradients(
                network,
                new CompiledBackend()
                        .compileTrainable(built.network())
                        .forward(boxes, Runnable::run)
                        .backward(new Matrix(4, COLUMNS, upstream)));
        assertThat(gradients.keySet()).containsExactlyInAnyOrder(1, 5, 7);
        gradients.forEach((node, gradient) -> {
            for (int i = 0; i < gradient.weights().length; i += 7) {
                assertThat((double) gradient.weights()[i])
                        .as("weight %d of node %d", i, node)
                        .isCloseTo(difference(network, node, i, false, boxes, upstream), within(0.02));
            }
            for (int i = 0; i < gradient.bias().length; i++) {
                assertThat((double) gradient.bias()[i])
                        .as("bias %d of node %d", i, node)
                        .isCloseTo(difference(network, node, i, true, boxes, upstream), within(0.02));
            }
        });
    }

    private static double difference(
            Network network, int node, int place, boolean isBias, Matrix boxes, float[] upstream) {
        float step = 1e-3f;
        return (value(moved(network, node, place, isBias, step), boxes, upstream)
                        - value(moved(network, node, place, isBias, -step), boxes, upstream))
                / (2 * step);
    }

    private static double value(Network network, Matrix boxes, float[] upstream) {
        Matrix intervals = new CompiledBackend()
                .compile(IntervalNetwork.of(network).network())
                .logits(boxes);
        double sum = 0;
        for (int i = 0; i < upstream.length; i++) {
            sum += upstream[i] * intervals.values()[i];
        }
        return sum;
    }

    private static Network moved(Network network, int node, int place, boolean isBias, float step) {
        List<Network.Node> nodes = new ArrayList<>(network.nodes());
        Operation operation = nodes.get(node).operation();
        float[] weights = Parameters.of(operation).orElseThrow().weights().clone();
        float[] bias = Parameters.of(operation).orElseThrow().bias().clone();
        (isBias ? bias : weights)[place] += step;
        Operation changed = operation instanceof Convolution convolution
                ? new Convolution(convolution.window(), convolution.groups(), weights, bias)
                : new Dense(weights, bias);
        nodes.set(
                node,
                new Network.Node(
                        changed, nodes.get(node).inputs(), nodes.get(node).shape()));
        return new Network(nodes);
    }

    @Test
    void anOperationWithoutIntervalsIsNamed() {
        assertThatThrownBy(() -> IntervalNetwork.of(network(SmoothFunction.SWISH)))
                .hasMessageContaining("not through SWISH");
    }
}
