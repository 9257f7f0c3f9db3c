package org.robustness4j.dl4j.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Gather;

/** Moves values between the nodes of a network as DL4J moves them between its arrays. */
record ArrayMoves(Network.Builder network) {

    /**
     * The same array with its dimensions taken for others, as a layer takes them that is configured for other axes than
     * the layer before.
     */
    VertexOutput as(Axes axes, VertexOutput input) throws UntranslatableException {
        if (input.axes() == axes) {
            return input;
        }
        long[] dimensions = dimensions(input);
        LayerTranslation.require(
                input.axes() != Axes.FEATURES && ArrayOrder.axes(dimensions, ArrayOrder.isChannelsLast(axes)) == axes,
                "a layer for arrays in " + axes + " that is given " + input.axes());
        LayerTranslation.require(input.mask() == null, "a masked sequence in " + input.axes() + " taken for " + axes);
        int[] all = IntStream.range(0, network.shape(input.node()).size()).toArray();
        return gathered(all, dimensions, axes, List.of(input));
    }

    /** Arrays of one shape, made of others by repeating them along dimensions where they have one value. */
    List<VertexOutput> broadcast(List<VertexOutput> given) throws UntranslatableException {
        VertexOutput first = given.get(0);
        if (first.axes() == Axes.STEPS) {
            return given;
        }
        long[] common = dimensions(first);
        List<VertexOutput> inputs = new ArrayList<>();
        for (VertexOutput input : given) {
            VertexOutput taken = as(first.axes(), input);
            inputs.add(taken);
            long[] dimensions = dimensions(taken);
            for (int i = 0; i < common.length; i++) {
                LayerTranslation.require(
                        common[i] == dimensions[i] || common[i] == 1 || dimensions[i] == 1,
                        "inputs of the shapes " + Arrays.toString(common) + " and " + Arrays.toString(dimensions));
                common[i] = Math.max(common[i], dimensions[i]);
            }
        }
        List<VertexOutput> outputs = new ArrayList<>();
        for (VertexOutput input : inputs) {
            outputs.add(
                    Arrays.equals(common, dimensions(input))
                            ? input
                            : gathered(repeated(dimensions(input), common), common, input.axes(), List.of(input)));
        }
        return outputs;
    }

    /** For each position in the larger array that in the smaller one. */
    private static int[] repeated(long[] small, long[] large) {
        int[] source = new int[Math.toIntExact(Arrays.stream(large).reduce(1, Math::multiplyExact))];
        for (int position = 0; position < source.length; position++) {
            long rest = source.length;
            long at = 0;
            for (int i = 0; i < large.length; i++) {
                rest /= large[i];
                at = at * small[i] + (small[i] == 1 ? 0 : position / rest % large[i]);
            }
            source[position] = Math.toIntExact(at);
        }
        return source;
    }

    long[] dimensions(VertexOutput input) throws UntranslatableException {
        return ArrayOrder.dimensions(network.shape(input.node()), input);
    }

    /**
     * An array made of others.
     *
     * @param source for each position of it that of the value among those of all inputs, one array after the other
     * @param dimensions of it, without the one of the samples
     */
    VertexOutput gathered(int[] source, long[] dimensions, Axes axes, List<VertexOutput> inputs) {
        FeatureShape shape = ArrayOrder.shape(dimensions, axes);
        int[] target = ArrayOrder.indices(shape, axes);
        int[] from = inputs.size() == 1
                ? ArrayOrder.indices(
                        network.shape(inputs.get(0).node()), inputs.get(0).axes())
                : IntStream.range(0, concatenatedSize(inputs)).toArray();
        int[] gathered = new int[source.length];
        for (int i = 0; i < source.length; i++) {
            gathered[target[i]] = source[i] == Gather.ZERO ? Gather.ZERO : from[source[i]];
        }
        int node = inputs.size() == 1 ? inputs.get(0).node() : concatenated(inputs);
        boolean asItIs = shape.equals(network.shape(node))
                && Arrays.equals(gathered, IntStream.range(0, shape.size()).toArray());
        int result = asItIs ? node : network.add(new Gather(gathered, shape), List.of(node));
        return new VertexOutput(result, axes, ArrayOrder.depth(dimensions, axes), null);
    }

    private int concatenatedSize(List<VertexOutput> inputs) {
        return inputs.stream()
                .mapToInt(input -> network.shape(input.node()).size())
                .sum();
    }

    /** All arrays as one vector. */
    int concatenated(List<VertexOutput> inputs) {
        List<Integer> vectors = new ArrayList<>();
        for (VertexOutput input : inputs) {
            vectors.add(vector(input).node());
        }
        return network.add(new Concatenation(), vectors);
    }

    /** The array as one vector. */
    VertexOutput vector(VertexOutput input) {
        if (input.axes() == Axes.FEATURES) {
            return input;
        }
        FeatureShape shape = network.shape(input.node());
        Gather gather = ReshapeGathers.flattened(shape, input.axes());
        return new VertexOutput(network.add(gather, List.of(input.node())), Axes.FEATURES);
    }

    /** What a part of DL4J makes of one array by moving its values. */
    VertexOutput measured(VertexOutput input, DataType type, Function<INDArray, INDArray> part)
            throws UntranslatableException {
        return measured(List.of(input), type, arrays -> part.apply(arrays[0]));
    }

    /** What a part of DL4J makes of arrays by moving their values. */
    VertexOutput measured(List<VertexOutput> inputs, DataType type, Function<INDArray[], INDArray> part)
            throws UntranslatableException {
        List<VertexOutput> parts = measuredParts(inputs, type, part);
        LayerTranslation.require(parts.size() == 1, "one sample made " + parts.size() + " samples");
        return parts.get(0);
    }

    /** The samples that a part of DL4J makes of one. */
    List<VertexOutput> measuredParts(List<VertexOutput> inputs, DataType type, Function<INDArray[], INDArray> part)
            throws UntranslatableException {
        List<long[]> dimensions = new ArrayList<>();
        for (VertexOutput input : inputs) {
            dimensions.add(dimensions(input));
        }
        MeasuredMove move = MeasuredMove.of(dimensions, type, part);
        long[] result = Arrays.copyOfRange(move.dimensions(), 1, move.dimensions().length);
        VertexOutput first = inputs.get(0);
        Axes axes = ArrayOrder.axes(result, ArrayOrder.isChannelsLast(first.axes()));
        Integer mask = mask(inputs, axes, result);
        int samples = Math.toIntExact(move.dimensions()[0]);
        int size = move.source().length / samples;
        List<VertexOutput> parts = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            int[] source = Arrays.copyOfRange(move.source(), sample * size, (sample + 1) * size);
            VertexOutput moved = gathered(source, result, axes, inputs);
            parts.add(new VertexOutput(moved.node(), axes, moved.depth(), mask));
        }
        return parts;
    }

    /** The mask of a sequence that has kept its steps. */
    private @Nullable Integer mask(List<VertexOutput> inputs, Axes axes, long[] dimensions)
            throws UntranslatableException {
        Integer mask = null;
        for (VertexOutput input : inputs) {
            if (input.mask() != null) {
                LayerTranslation.require(
                        axes == input.axes()
                                && ArrayOrder.shape(dimensions, axes).width()
                                        == network.shape(input.node()).width(),
                        "a masked sequence whose steps are moved");
                mask = input.mask();
            }
        }
        return mask;
    }
}
