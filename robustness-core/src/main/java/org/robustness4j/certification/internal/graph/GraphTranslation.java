package org.robustness4j.certification.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.certification.internal.graph.BoundGraph.Curved;
import org.robustness4j.certification.internal.graph.BoundGraph.Input;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.certification.internal.graph.BoundGraph.Part;
import org.robustness4j.certification.internal.graph.BoundGraph.Rectified;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;

/**
 * Writes a network as linear maps and functions of single values. A maximum becomes {@code max(a, b) = b + max(0, a - b)},
 * which has bounds and can be split as any rectifier.
 */
public final class GraphTranslation {

    private final Network network;
    private final GraphInMaking graph;
    /** For each node of the network its own in the graph. */
    private final List<Integer> places = new ArrayList<>();

    private GraphTranslation(Network network) {
        this.network = network;
        this.graph = new GraphInMaking(new Input(network.input().size()));
    }

    /**
     * Translates a network.
     *
     * @throws UnboundableException if it has an operation that no bounds are known for
     */
    public static BoundGraph of(Network network) throws UnboundableException {
        GraphTranslation translation = new GraphTranslation(network);
        translation.places.add(0);
        for (int i = 1; i < network.nodes().size(); i++) {
            translation.places.add(translation.translated(i));
        }
        return translation
                .graph
                .endingAt(translation.places.get(translation.places.size() - 1))
                .pruned();
    }

    private int translated(int node) throws UnboundableException {
        Network.Node there = network.nodes().get(node);
        Operation operation = there.operation();
        FeatureShape shape = there.shape();
        int input = places.get(there.inputs().get(0));
        FeatureShape from = network.nodes().get(there.inputs().get(0)).shape();
        if (operation instanceof Dense dense) {
            return graph.add(weighted(
                    input, new DenseMap(from.size(), shape.size(), doubles(dense.weights())), dense.bias(), shape));
        }
        if (operation instanceof Convolution convolution) {
            return graph.add(convolution(input, convolution, from, shape));
        }
        if (operation instanceof TransposedConvolution transposed) {
            return graph.add(transposed(input, transposed, from, shape));
        }
        if (operation instanceof ChannelAffine affine) {
            return affine(node, input, affine, shape);
        }
        if (operation instanceof ParametricRectifier rectifier) {
            return rectified(input, doubles(rectifier.slopes()));
        }
        if (operation instanceof Activation activation) {
            return activated(input, activation.function(), shape.size());
        }
        if (operation instanceof Pooling pooling) {
            return pooled(there.inputs().get(0), new Windows(pooling.window(), from), pooling, shape);
        }
        if (operation instanceof GlobalPooling pooling) {
            return grouped(input, pooling.kind(), Windows.channels(from));
        }
        if (operation instanceof Gather gather) {
            return graph.add(Linear.exact(input, SparseMap.gather(from.size(), gather.source())));
        }
        if (operation instanceof Combination combination) {
            int gated = gated(there.inputs(), combination);
            return gated >= 0
                    ? graph.add(new Curved(places.get(gated), shape.size(), new Curve(SmoothFunction.SWISH, true)))
                    : combined(there.inputs().stream().map(places::get).toList(), combination, shape.size());
        }
        if (operation instanceof Concatenation) {
            return graph.add(concatenated(there.inputs()));
        }
        if (operation instanceof Grouped grouped) {
            return reduced(input, grouped);
        }
        throw new UnboundableException(
                "no bounds are known for the operation " + operation.getClass().getSimpleName());
    }

    private static Linear weighted(int input, LinearMap map, float[] bias, FeatureShape shape) {
        double[] spread = Windows.spread(bias, shape);
        return Linear.of(input, map, spread, Rounding.of(map.terms() + 2, spread));
    }

    private static Linear convolution(int input, Convolution convolution, FeatureShape from, FeatureShape shape) {
        LinearMap map = new ConvolutionMap(
                from, shape, convolution.window(), convolution.groups(), doubles(convolution.weights()), false);
        return withMinimalFiltering(
                weighted(input, map, convolution.bias(), shape),
                WinogradMagnitude.suits(convolution.window())
                        ? WinogradMagnitude.of(from, shape, convolution.groups(), convolution.weights())
                        : null);
    }

    private static Linear transposed(
            int input, TransposedConvolution transposed, FeatureShape from, FeatureShape shape) {
        LinearMap map = new ConvolutionMap(shape, from, transposed.window(), 1, doubles(transposed.weights()), true);
        return withMinimalFiltering(
                weighted(input, map, transposed.bias(), shape),
                WinogradMagnitude.suits(transposed.window())
                        ? WinogradMagnitude.of(
                                from,
                                shape,
                                1,
                                Windows.exchanged(
                                        transposed.weights(),
                                        from.channels(),
                                        transposed.window().size()))
                        : null);
    }

    private static Linear withMinimalFiltering(Linear linear, @Nullable WinogradMagnitude magnitude) {
        if (magnitude == null) {
            return linear;
        }
        Rounding rounding = linear.rounding();
        return new Linear(
                linear.parts(),
                linear.bias(),
                new Rounding(rounding.operations() + WinogradMagnitude.ROUNDINGS, rounding.offset(), magnitude));
    }

    /** Folded into the layer before, as the compiled network does it; else on its own. */
    private int affine(int node, int input, ChannelAffine affine, FeatureShape shape) {
        int source = network.nodes().get(node).inputs().get(0);
        double[] scale = Windows.spread(affine.scale(), shape);
        double[] shift = Windows.spread(affine.shift(), shape);
        Operation before = network.nodes().get(source).operation();
        boolean isFolded = (before instanceof Dense || before instanceof Convolution)
                && readers(source) == 1
                && source + 1 == node;
        if (isFolded && graph.node(input) instanceof Linear linear) {
            Part part = linear.parts().get(0);
            double[] bias = new double[shift.length];
            for (int i = 0; i < bias.length; i++) {
                bias[i] = linear.bias()[i] * scale[i] + shift[i];
            }
            return graph.add(Linear.of(
                    part.input(),
                    part.map().scaled(scale),
                    bias,
                    linear.rounding().scaled(scale, shift)));
        }
        return graph.add(Linear.of(input, SparseMap.diagonal(scale), shift, Rounding.of(2, shift)));
    }

    private int readers(int node) {
        return network.nodes().stream()
                .mapToInt(reader -> Collections.frequency(reader.inputs(), node))
                .sum();
    }

    private int rectified(int input, double[] slopes) throws UnboundableException {
        for (double slope : slopes) {
            if (!(slope < 1)) {
                throw new UnboundableException("no bounds are known for a rectifier with the slope " + slope);
            }
        }
        return graph.add(new Rectified(input, slopes));
    }

    private int activated(int input, ScalarFunction function, int size) throws UnboundableException {
        if (function instanceof ScalarFunction.Rectifier rectifier) {
            return graph.add(Rectified.of(input, size, rectifier.slope()));
        }
        if (!Curve.isBounded(function)) {
            throw new UnboundableException("no bounds are known for the function " + function);
        }
        return graph.add(new Curved(input, size, new Curve(function)));
    }

    /** A rectifier that never falls and a maximum can change places: there are fewer values behind the maximum. */
    private int pooled(int source, Windows windows, Pooling pooling, FeatureShape shape) throws UnboundableException {
        int input = places.get(source);
        if (pooling.kind() != Pool.MAX) {
            return graph.add(windows.averages(input, pooling));
        }
        int[][] groups = windows.groups();
        if (graph.node(input) instanceof Rectified rectified
                && readers(source) == 1
                && rectified.slopes()[0] >= 0
                && Arrays.stream(rectified.slopes()).distinct().count() == 1) {
            return graph.add(Rectified.of(
                    graph.maximum(rectified.input(), groups),
                    shape.size(),
                    rectified.slopes()[0]));
        }
        return graph.maximum(input, groups);
    }

    private int grouped(int input, Pool kind, int[][] groups) throws UnboundableException {
        return kind == Pool.MAX
                ? graph.maximum(input, groups)
                : graph.add(Windows.sums(input, graph.node(input).size(), groups, kind == Pool.AVERAGE));
    }

    private int reduced(int input, Grouped grouped) throws UnboundableException {
        int[][] ordered = new int[grouped.outputs().length][];
        for (int i = 0; i < ordered.length; i++) {
            if (grouped.outputs()[i].length == 1) {
                ordered[grouped.outputs()[i][0]] = grouped.inputs()[i];
            }
        }
        if (grouped.function() == GroupFunction.Pool.SUM) {
            return grouped(input, Pool.SUM, ordered);
        }
        if (grouped.function() == GroupFunction.Pool.MEAN) {
            return grouped(input, Pool.AVERAGE, ordered);
        }
        if (grouped.function() == GroupFunction.Pool.MAXIMUM) {
            return grouped(input, Pool.MAX, ordered);
        }
        throw new UnboundableException(
                "no bounds are known for the function " + grouped.function() + " of several values");
    }

    /** Of {@code x sigmoid(x)} in two operations, as PyTorch exports it, where x is; -1 of other combinations. */
    private int gated(List<Integer> inputs, Combination combination) {
        if (combination.kind() != Operation.Merge.PRODUCT || inputs.size() != 2) {
            return -1;
        }
        for (int i = 0; i < 2; i++) {
            Network.Node gate = network.nodes().get(inputs.get(i));
            int value = inputs.get(1 - i);
            if (gate.operation() instanceof Activation activation
                    && activation.function() == SmoothFunction.SIGMOID
                    && gate.inputs().equals(List.of(value))) {
                return value;
            }
        }
        return -1;
    }

    private int combined(List<Integer> inputs, Combination combination, int size) throws UnboundableException {
        double[] none = new double[size];
        return switch (combination.kind()) {
            case ADD, SUBTRACT, AVERAGE -> {
                double factor = combination.kind() == Operation.Merge.AVERAGE ? 1.0 / inputs.size() : 1;
                List<Part> parts = new ArrayList<>();
                for (int input : inputs) {
                    boolean isNegative = combination.kind() == Operation.Merge.SUBTRACT && !parts.isEmpty();
                    parts.add(new Part(input, SparseMap.multiple(size, isNegative ? -factor : factor)));
                }
                yield graph.add(new Linear(parts, none, Rounding.of(inputs.size() + 2, none)));
            }
            case MAX -> {
                int largest = inputs.get(0);
                for (int input : inputs.subList(1, inputs.size())) {
                    largest = graph.larger(largest, input, size);
                }
                yield largest;
            }
            case PRODUCT -> throw new UnboundableException("no bounds are known for the product of computed values");
        };
    }

    private Linear concatenated(List<Integer> inputs) {
        List<Part> parts = new ArrayList<>();
        int size = inputs.stream()
                .mapToInt(input -> network.nodes().get(input).shape().size())
                .sum();
        int from = 0;
        for (int input : inputs) {
            int length = network.nodes().get(input).shape().size();
            int[] sources = new int[size];
            Arrays.fill(sources, Gather.ZERO);
            for (int i = 0; i < length; i++) {
                sources[from + i] = i;
            }
            parts.add(new Part(places.get(input), SparseMap.gather(length, sources)));
            from += length;
        }
        return new Linear(parts, new double[size], Rounding.NONE);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
