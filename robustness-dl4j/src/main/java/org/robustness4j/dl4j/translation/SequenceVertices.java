package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.RecurrentOperation.EndStep;
import org.robustness4j.model.internal.network.RecurrentOperation.Reversal;

/**
 * Turns DL4J's vertices for sequences into operations. They look at the mask of the network's input, whatever became of
 * it since, and take the last axis for the steps.
 */
final class SequenceVertices {

    private final Network.Builder network;
    private final VertexOutput networkInput;

    SequenceVertices(Network.Builder network, VertexOutput networkInput) {
        this.network = network;
        this.networkInput = networkInput;
    }

    /** The translated vertex; nothing if it is of another kind. */
    Optional<VertexOutput> translate(GraphVertex vertex, VertexOutput input) throws UntranslatableException {
        if (vertex instanceof LastTimeStepVertex) {
            requireSteps(input, "a last step");
            return Optional.of(lastStep(input, networkInput.mask()));
        }
        if (vertex instanceof ReverseTimeSeriesVertex reverse) {
            requireSteps(input, "a reversed sequence");
            return Optional.of(reversed(input, reverse.getMaskArrayInputName() == null ? null : networkInput.mask()));
        }
        if (vertex instanceof DuplicateToTimeSeriesVertex) {
            return Optional.of(duplicated(input));
        }
        return Optional.empty();
    }

    private static void requireSteps(VertexOutput input, String what) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.NCW, what + " of " + input.axes());
    }

    private VertexOutput lastStep(VertexOutput input, @Nullable Integer mask) {
        int node = mask == null
                ? network.add(SequenceWrappers.step(network.shape(input.node()), false), List.of(input.node()))
                : network.add(new EndStep(false), List.of(input.node(), mask));
        return new VertexOutput(node, Axes.FEATURES);
    }

    private VertexOutput reversed(VertexOutput input, @Nullable Integer mask) {
        if (mask != null) {
            return input.at(network.add(new Reversal(), List.of(input.node(), mask)));
        }
        FeatureShape shape = network.shape(input.node());
        int[] source = IntStream.range(0, shape.size())
                .map(i -> shape.index(i / shape.width(), 0, shape.width() - 1 - i % shape.width()))
                .toArray();
        return input.at(network.add(new Gather(source, shape), List.of(input.node())));
    }

    private VertexOutput duplicated(VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.FEATURES, "a sequence made of " + input.axes());
        LayerTranslation.require(
                networkInput.axes() == Axes.NCW, "a sequence as long as an input that is " + networkInput.axes());
        int steps = network.shape(networkInput.node()).width();
        FeatureShape shape = new FeatureShape(network.shape(input.node()).channels(), 1, steps);
        int[] source = IntStream.range(0, shape.size()).map(i -> i / steps).toArray();
        int node = network.add(new Gather(source, shape), List.of(input.node()));
        return new VertexOutput(node, Axes.NCW, 1, networkInput.mask());
    }

    /** The first of several inputs with the mask that DL4J gives what is made of all: a step is there if it is in one. */
    VertexOutput withCommonMask(List<VertexOutput> inputs) {
        VertexOutput first = inputs.get(0);
        List<Integer> masks = inputs.stream()
                .map(VertexOutput::mask)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean all = inputs.stream().allMatch(input -> input.mask() != null);
        if (!all || masks.isEmpty()) {
            return first.withoutMask();
        }
        int mask = masks.size() == 1 ? masks.get(0) : network.add(new Combination(Merge.MAX), masks);
        return new VertexOutput(first.node(), first.axes(), first.depth(), mask);
    }
}
