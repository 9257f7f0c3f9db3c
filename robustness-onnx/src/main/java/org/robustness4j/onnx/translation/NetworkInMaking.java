package org.robustness4j.onnx.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.onnx.file.Tensor;

/** A network that is put together, in terms of what operators read and give. */
final class NetworkInMaking {

    private final Network.Builder builder;
    private final int batch;
    private final Map<Features, Integer> placed = new HashMap<>();
    private final Map<Features, Integer> flat = new HashMap<>();

    /**
     * Begins with the input.
     *
     * @param batch how many samples the model takes at a time, where that is fixed
     */
    NetworkInMaking(int[] input, int batch) {
        this.builder = new Network.Builder(Dims.shape(input));
        this.batch = batch;
    }

    /** How many samples the model takes at a time; not positive where that is open. */
    int batch() {
        return batch;
    }

    /** The node whose values are these, in the shape that their dimensions have in a network. */
    int node(Features features) {
        return placed.computeIfAbsent(features, given -> place(given, Dims.shape(given.dims())));
    }

    /** The node whose values are these, as channels alone. */
    int flat(Features features) {
        return flat.computeIfAbsent(features, given -> place(given, FeatureShape.flat(given.size())));
    }

    private int place(Features features, FeatureShape shape) {
        return features.isWhole() && builder.shape(features.node()).equals(shape)
                ? features.node()
                : builder.add(new Gather(features.source(), shape), List.of(features.node()));
    }

    /** Adds an operation on values in the shape of their dimensions. */
    Features add(Operation operation, int[] dims, Features... inputs) {
        List<Integer> nodes = new ArrayList<>();
        for (Features input : inputs) {
            nodes.add(node(input));
        }
        return Features.of(builder.add(operation, nodes), dims);
    }

    /** Adds an operation on values as channels alone. */
    Features addFlat(Operation operation, int[] dims, Features input) {
        return Features.of(builder.add(operation, List.of(flat(input))), dims);
    }

    /** Applies a function to each value. */
    Features apply(ScalarFunction function, Features input) {
        return add(new Activation(function), input.dims(), input);
    }

    /** Combines values of the same dimensions. */
    Features combine(Merge kind, Features... inputs) {
        return add(new Combination(kind), inputs[0].dims(), inputs);
    }

    /** {@code scale * x + shift}. */
    Features affine(Features input, float scale, float shift) {
        float[] scales = new float[Dims.shape(input.dims()).channels()];
        float[] shifts = new float[scales.length];
        Arrays.fill(scales, scale);
        Arrays.fill(shifts, shift);
        return add(new ChannelAffine(scales, shifts), input.dims(), input);
    }

    /** {@code scale * x + shift}, with constants that are stretched to the dimensions of the input. */
    Features affine(Features input, Tensor scale, Tensor shift) {
        int[] dims = input.dims();
        float[] scales = stretched(scale, dims);
        float[] shifts = stretched(shift, dims);
        int channels = Dims.shape(dims).channels();
        int values = input.size() / channels;
        if (areEqualInChannels(scales, values) && areEqualInChannels(shifts, values)) {
            return add(new ChannelAffine(firsts(scales, values), firsts(shifts, values)), dims, input);
        }
        return addFlat(new ChannelAffine(scales, shifts), dims, input);
    }

    private static float[] stretched(Tensor tensor, int[] dims) {
        float[] values = tensor.floats();
        int[] source = Dims.stretched(tensor.dims(), dims);
        float[] stretched = new float[source.length];
        for (int i = 0; i < source.length; i++) {
            stretched[i] = values[source[i]];
        }
        return stretched;
    }

    private static boolean areEqualInChannels(float[] values, int ofChannel) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != values[i - i % ofChannel]) {
                return false;
            }
        }
        return true;
    }

    private static float[] firsts(float[] values, int ofChannel) {
        float[] firsts = new float[values.length / ofChannel];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = values[i * ofChannel];
        }
        return firsts;
    }

    /** A constant as if it were computed: no value of the sample, and the constant added. */
    Features constant(Tensor tensor) {
        int[] none = new int[tensor.size()];
        Arrays.fill(none, -1);
        int[] dims = tensor.dims();
        Features zeros = Features.of(0, new int[] {1, builder.shape(0).size()}).moved(none, dims);
        float[] ones = new float[none.length];
        Arrays.fill(ones, 1);
        return addFlat(new ChannelAffine(ones, tensor.floats()), dims, zeros);
    }

    /** The same values, each as often as larger dimensions need them. */
    static Features stretched(Features input, int[] dims) {
        return Arrays.equals(input.dims(), dims) ? input : input.moved(Dims.stretched(input.dims(), dims), dims);
    }

    /**
     * The network that gives some values as logits.
     *
     * @throws IllegalArgumentException if it gives none
     */
    Network ending(Features logits) {
        int last = flat(logits);
        if (last != builder.size() - 1) { // the last node gives the logits, whatever came behind them
            last = builder.add(new Gather(Dims.range(logits.size()), FeatureShape.flat(logits.size())), List.of(last));
        }
        return Pruned.of(builder.build());
    }
}
