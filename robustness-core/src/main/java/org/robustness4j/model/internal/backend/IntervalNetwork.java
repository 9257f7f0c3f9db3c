package org.robustness4j.model.internal.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Parameters;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;

/**
 * The network that computes intervals: its input is the middle of a box and, behind it, half its widths; its output is
 * the middle of what each logit may be and, behind these, half the widths: of the difference of each two logits, one
 * after the other, which is narrower than both together; or of each logit, where there are many.
 *
 * <p>Gowal et al.: On the effectiveness of interval bound propagation for training verifiably robust models, arXiv
 * 1810.12715, equations 5 and 6. What is behind a monotone function is kept twice as large, as the sum and the difference
 * of its ends; the weights behind it are halved.
 */
public final class IntervalNetwork {

    /** Of more classes, there are too many pairs. */
    private static final int MOST_CLASSES_IN_PAIRS = 32;

    private final Network original;
    private final Network.Builder builder;
    /** For each node of the original that of the middles, that of the widths, and by how much both are too large. */
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(int middle, int width, float scale) {}

    private IntervalNetwork(Network original) {
        this.original = original;
        FeatureShape input = original.input();
        this.builder = new Network.Builder(new FeatureShape(2 * input.channels(), input.height(), input.width()));
    }

    /**
     * The network of intervals with the same weights, and where its weights come from.
     *
     * @param network the network
     * @param sources for each weighted node of the network the nodes of the middles and of the widths, and the scale
     */
    public record Built(Network network, Map<Integer, Source> sources) {

        /**
         * The gradient of the weights of the original.
         *
         * @param original with the weights that the gradient was taken at
         * @param gradients by node of this network
         */
        public Map<Integer, Parameters> gradients(Network original, Map<Integer, Parameters> gradients) {
            Map<Integer, Parameters> result = new HashMap<>();
            sources.forEach((node, source) -> {
                Parameters weights =
                        Parameters.of(original.nodes().get(node).operation()).orElseThrow();
                Parameters sum = weights.zeros();
                Parameters middle = found(gradients, source.middle());
                Parameters width = found(gradients, source.width());
                float[] ofSizes = width.weights().length == weights.weights().length
                        ? ofSizes(weights.weights(), width.weights())
                        : ofDifferences(weights.weights(), width.weights(), weights.bias().length);
                for (int i = 0; i < sum.weights().length; i++) {
                    sum.weights()[i] = (middle.weights()[i] + ofSizes[i]) / source.scale();
                }
                System.arraycopy(middle.bias(), 0, sum.bias(), 0, sum.bias().length);
                result.put(node, sum);
            });
            return result;
        }

        private static float[] ofSizes(float[] weights, float[] gradient) {
            float[] result = new float[weights.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.signum(weights[i]) * gradient[i];
            }
            return result;
        }

        private static float[] ofDifferences(float[] weights, float[] gradient, int classes) {
            float[] result = new float[weights.length];
            for (int i = 0; i < gradient.length; i++) {
                int row = i / (classes * classes) * classes;
                int one = row + i / classes % classes;
                int other = row + i % classes;
                float slope = Math.signum(weights[one] - weights[other]) * gradient[i];
                result[one] += slope;
                result[other] -= slope;
            }
            return result;
        }

        private static Parameters found(Map<Integer, Parameters> gradients, int node) {
            return Optional.ofNullable(gradients.get(node))
                    .orElseThrow(() -> new IllegalArgumentException("Node " + node + " has no gradient"));
        }
    }

    /**
     * The nodes that a weighted node of the original became.
     *
     * @param scale what the weights are divided by
     */
    public record Source(int middle, int width, float scale) {}

    /**
     * Builds it.
     *
     * @throws IllegalArgumentException if an operation has no intervals here, saying which
     */
    public static Built of(Network network) {
        IntervalNetwork making = new IntervalNetwork(network);
        Map<Integer, Source> sources = new HashMap<>();
        making.pairs.add(making.halves());
        for (int i = 1; i < network.nodes().size(); i++) {
            Network.Node node = network.nodes().get(i);
            Pair input = making.pairs.get(node.inputs().get(0));
            boolean isLast = i == network.nodes().size() - 1;
            Pair pair =
                    isLast && node.operation() instanceof Dense dense && dense.bias().length <= MOST_CLASSES_IN_PAIRS
                            ? making.inPairs(dense, input)
                            : making.made(node, input);
            making.pairs.add(pair);
            if (Parameters.of(node.operation()).isPresent()) {
                sources.put(i, new Source(pair.middle, pair.width, input.scale));
            }
        }
        Pair last = making.pairs.get(making.pairs.size() - 1);
        if (last.scale != 1) {
            throw new IllegalArgumentException(
                    "intervals are trained through networks that end in a dense layer, and this one does not");
        }
        making.builder.add(new Concatenation(), List.of(last.middle, last.width));
        return new Built(making.builder.build(), sources);
    }

    private Pair halves() {
        int size = original.input().size();
        int[] first = new int[size];
        int[] second = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = i;
            second[i] = size + i;
        }
        return new Pair(
                builder.add(new Gather(first, original.input()), List.of(0)),
                builder.add(new Gather(second, original.input()), List.of(0)),
                1);
    }

    private Pair made(Network.Node node, Pair input) {
        Operation operation = node.operation();
        if (operation instanceof Dense dense) {
            return new Pair(
                    builder.add(
                            new Dense(
                                    scaled(dense.weights(), input.scale),
                                    dense.bias().clone()),
                            List.of(input.middle)),
                    builder.add(
                            new Dense(sizes(dense.weights(), input.scale), new float[dense.bias().length]),
                            List.of(input.width)),
                    1);
        }
        if (operation instanceof Convolution convolution) {
            return convolved(convolution, input);
        }
        if (operation instanceof Activation activation) {
            return bent(operation, activation.function(), input);
        }
        if ((operation instanceof Pooling pooling && pooling.kind() == Pool.MAX)
                || (operation instanceof GlobalPooling global && global.kind() == Pool.MAX)) {
            return ends(operation, input);
        }
        if (operation instanceof Gather || operation instanceof Pooling || operation instanceof GlobalPooling) {
            return new Pair(
                    builder.add(operation, List.of(input.middle)),
                    builder.add(operation, List.of(input.width)),
                    input.scale);
        }
        if (operation instanceof Combination combination && combination.kind() == Merge.ADD) {
            return added(node.inputs().stream().map(pairs::get).toList());
        }
        throw unknown(operation.getClass().getSimpleName());
    }

    private Pair inPairs(Dense dense, Pair input) {
        int classes = dense.bias().length;
        float[] weights = dense.weights();
        float[] differences = new float[weights.length * classes];
        for (int i = 0; i < differences.length; i++) {
            int row = i / (classes * classes) * classes;
            differences[i] = Math.abs(weights[row + i / classes % classes] - weights[row + i % classes]) / input.scale;
        }
        return new Pair(
                builder.add(new Dense(scaled(weights, input.scale), dense.bias().clone()), List.of(input.middle)),
                builder.add(new Dense(differences, new float[classes * classes]), List.of(input.width)),
                1);
    }

    private Pair convolved(Convolution convolution, Pair input) {
        float[] none = new float[convolution.bias().length];
        return new Pair(
                builder.add(
                        new Convolution(
                                convolution.window(),
                                convolution.groups(),
                                scaled(convolution.weights(), input.scale),
                                convolution.bias().clone()),
                        List.of(input.middle)),
                builder.add(
                        new Convolution(
                                convolution.window(),
                                convolution.groups(),
                                sizes(convolution.weights(), input.scale),
                                none),
                        List.of(input.width)),
                1);
    }

    private Pair bent(Operation operation, ScalarFunction function, Pair input) {
        boolean isHomogeneous = function instanceof ScalarFunction.Rectifier;
        boolean isMonotone = isHomogeneous
                || function instanceof ScalarFunction.Clamp
                || function instanceof ScalarFunction.ExponentialUnit
                || function == SmoothFunction.SIGMOID
                || function == SmoothFunction.TANH
                || function == SmoothFunction.SOFTPLUS
                || function == SmoothFunction.SOFTSIGN;
        if (isMonotone && input.scale != 1 && !isHomogeneous) {
            throw unknown(function + " behind another activation or a maximum, without a layer with weights between");
        }
        if (!isMonotone) {
            throw unknown(function.toString());
        }
        return ends(operation, input);
    }

    /** A monotone function of both ends. */
    private Pair ends(Operation operation, Pair input) {
        int low = builder.add(new Combination(Merge.SUBTRACT), List.of(input.middle, input.width));
        int high = builder.add(new Combination(Merge.ADD), List.of(input.middle, input.width));
        int lowest = builder.add(operation, List.of(low));
        int highest = builder.add(operation, List.of(high));
        return new Pair(
                builder.add(new Combination(Merge.ADD), List.of(highest, lowest)),
                builder.add(new Combination(Merge.SUBTRACT), List.of(highest, lowest)),
                2 * input.scale);
    }

    private Pair added(List<Pair> inputs) {
        float scale = inputs.get(0).scale;
        if (inputs.stream().anyMatch(input -> input.scale != scale)) {
            throw unknown("sum of branches with different numbers of functions");
        }
        return new Pair(
                builder.add(
                        new Combination(Merge.ADD),
                        inputs.stream().map(Pair::middle).toList()),
                builder.add(
                        new Combination(Merge.ADD),
                        inputs.stream().map(Pair::width).toList()),
                scale);
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("intervals are trained through dense and convolutional layers, monotone"
                + " activations, pooling, and sums, and not through " + what);
    }

    private static float[] scaled(float[] weights, float scale) {
        float[] result = new float[weights.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = weights[i] / scale;
        }
        return result;
    }

    private static float[] sizes(float[] weights, float scale) {
        float[] result = scaled(weights, scale);
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.abs(result[i]);
        }
        return result;
    }
}
