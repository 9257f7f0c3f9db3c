package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.Window;

/**
 * Random networks with sums, concatenations and rectifiers, whose steps share buffers and passes over them, against the
 * same networks with everything taken apart: copies between all nodes, and concatenations as sums of convolutions. Both
 * compute the same values by the same operations, so that all bits are the same.
 */
class SharedBuffersTests {

    /** Small images, whose rows are put together, and of more samples larger ones, whose rows are long. */
    private static final int SMALL = 8;

    private static final int LARGE = 26;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void sharingChangesNoBit(int seed) {
        for (int i = 0; i < 40; i++) {
            boolean isLarge = i % 8 == 0;
            Plan plan = Plan.random(new Random(1000L * seed + i), isLarge ? LARGE : SMALL);
            int samples = isLarge ? 16 : 3;
            int values = 4 * plan.size * plan.size;
            Matrix batch = new Matrix(samples, values, random(new Random(i), samples * values));
            Matrix upstream = new Matrix(samples, 3, random(new Random(i + 1), samples * 3));

            List<float[]> shared = results(plan.network(false), batch, upstream);
            List<float[]> apart = results(plan.network(true), batch, upstream);
            for (int result = 0; result < shared.size(); result++) {
                assertThat(Arrays.equals(shared.get(result), apart.get(result)))
                        .as("whether array %d of %s is the same", result, plan)
                        .isTrue();
            }
        }
    }

    /** Logits and gradients, twice of the same pass. */
    private static List<float[]> results(Network network, Matrix batch, Matrix upstream) {
        DifferentiableClassifier classifier = new CompiledBackend().compile(network);
        try (ForwardPass pass = classifier.forward(batch)) {
            return new ArrayList<>(List.of(
                            pass.logits().values(),
                            pass.backward(upstream).values(),
                            pass.backward(upstream).values()))
                    .stream()
                            .map(float[]::clone)
                            .map(SharedBuffersTests::withoutSignsOfZeros)
                            .toList();
        }
    }

    private static float[] withoutSignsOfZeros(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A network: node 0 is the input, and each further one has an operation and reads earlier ones. */
    private record Plan(int size, List<Operation> operations, List<List<Integer>> inputs, List<Integer> channels) {

        private Window window() {
            return new Window(Axis.valid(size, 3, 1, 1, 1), Axis.valid(size, 3, 1, 1, 1));
        }

        private Window point() {
            return new Window(Axis.pointwise(size), Axis.pointwise(size));
        }

        static Plan random(Random random, int size) {
            Plan plan = new Plan(size, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(List.of(4)));
            int nodes = 4 + random.nextInt(12);
            for (int i = 0; i < nodes; i++) {
                plan.addRandom(random);
            }
            Set<Integer> unread = new HashSet<>();
            for (int i = 0; i < plan.channels.size(); i++) {
                unread.add(i);
            }
            plan.inputs.forEach(unread::removeAll);
            if (unread.size() > 1) {
                plan.add(new Concatenation(), unread.stream().sorted().toList());
            }
            if (random.nextBoolean()) { // what gathers the gradient of the last concatenation
                int joined = plan.channels.size() - 1;
                boolean isConvolution = random.nextBoolean();
                plan.add(
                        isConvolution
                                ? convolution(random, plan.channels.get(joined), 4, plan.point())
                                : new Pooling(Pool.MAX, plan.window(), false),
                        List.of(joined));
            }
            int last = plan.channels.size() - 1;
            plan.add(new GlobalPooling(Pool.AVERAGE), List.of(last));
            plan.add(
                    new Dense(SharedBuffersTests.random(random, 3 * plan.channels.get(last)), new float[3]),
                    List.of(last + 1));
            return plan;
        }

        private void add(Operation operation, List<Integer> from) {
            int sum = from.stream().mapToInt(channels::get).sum();
            int result = operation instanceof Convolution convolution
                    ? convolution.bias().length
                    : operation instanceof Concatenation ? sum : channels.get(from.get(0));
            operations.add(operation);
            inputs.add(from);
            channels.add(result);
        }

        private void addRandom(Random random) {
            int from = Math.max(0, channels.size() - 1 - random.nextInt(Math.min(4, channels.size())));
            int other = random.nextInt(channels.size());
            int count = channels.get(from);
            switch (random.nextInt(8)) {
                case 0, 1 -> addRectified(random, convolution(random, count, filters(random), window()), from);
                case 2 -> addRectified(random, convolution(random, count, filters(random), point()), from);
                case 3 -> add(new Activation(new Rectifier(random.nextBoolean() ? 0 : 0.25)), List.of(from));
                case 4 -> add(new Concatenation(), List.of(from, other));
                case 5 ->
                    add(new Pooling(random.nextBoolean() ? Pool.MAX : Pool.AVERAGE, window(), false), List.of(from));
                default -> {
                    List<Integer> alike = new ArrayList<>(List.of(from));
                    for (int i = 0; i < channels.size() && alike.size() < 2 + random.nextInt(2); i++) {
                        if (channels.get(i) == count) {
                            alike.add(random.nextInt(1 + alike.size()), i);
                        }
                    }
                    add(new Combination(Merge.ADD), alike);
                }
            }
        }

        private static int filters(Random random) {
            return 4 << random.nextInt(3);
        }

        private void addRectified(Random random, Convolution convolution, int from) {
            add(convolution, List.of(from));
            if (random.nextInt(3) > 0) {
                add(new Activation(new Rectifier(random.nextBoolean() ? 0 : 0.25)), List.of(channels.size() - 1));
            }
        }

        private static Convolution convolution(Random random, int from, int to, Window window) {
            float[] weights = SharedBuffersTests.random(random, from * to * window.size());
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= (float) (1 / Math.sqrt(from * window.size()));
            }
            return new Convolution(window, 1, weights, SharedBuffersTests.random(random, to));
        }

        Network network(boolean isTakenApart) {
            Network.Builder builder = new Network.Builder(new FeatureShape(4, size, size));
            List<Integer> places = new ArrayList<>(List.of(0));
            for (int i = 0; i < operations.size(); i++) {
                List<Integer> from = inputs.get(i).stream().map(places::get).toList();
                if (!isTakenApart) {
                    places.add(builder.add(operations.get(i), from));
                    continue;
                }
                List<Integer> copies = new ArrayList<>();
                for (int j = 0; j < from.size(); j++) {
                    copies.add(copy(builder, channels.get(inputs.get(i).get(j)), from.get(j)));
                }
                int node = operations.get(i) instanceof Concatenation
                        ? concatenation(builder, i, copies)
                        : builder.add(operations.get(i), copies);
                places.add(i + 2 < operations.size() ? copy(builder, channels.get(i + 1), node) : node);
            }
            return builder.build();
        }

        /** A map that changes nothing, and that nothing shares buffers with. */
        private static int copy(Network.Builder builder, int channels, int from) {
            float[] ones = new float[channels];
            Arrays.fill(ones, 1);
            return builder.add(new ChannelAffine(ones, new float[channels]), List.of(from));
        }

        /** Each input goes to channels of its own, and all are added. */
        private int concatenation(Network.Builder builder, int operation, List<Integer> from) {
            int count = channels.get(operation + 1);
            int at = 0;
            List<Integer> parts = new ArrayList<>();
            for (int i = 0; i < from.size(); i++) {
                int own = channels.get(inputs.get(operation).get(i));
                float[] weights = new float[count * own];
                for (int j = 0; j < own; j++) {
                    weights[(at + j) * own + j] = 1;
                }
                at += own;
                int placed = builder.add(new Convolution(point(), 1, weights, new float[count]), List.of(from.get(i)));
                parts.add(copy(builder, count, copy(builder, count, placed))); // the first one is folded
            }
            return parts.size() == 1 ? parts.get(0) : builder.add(new Combination(Merge.ADD), parts);
        }

        @Override
        public String toString() {
            List<String> nodes = new ArrayList<>();
            for (int i = 0; i < operations.size(); i++) {
                nodes.add(operations.get(i).getClass().getSimpleName() + " of " + inputs.get(i));
            }
            return nodes.toString();
        }
    }
}
