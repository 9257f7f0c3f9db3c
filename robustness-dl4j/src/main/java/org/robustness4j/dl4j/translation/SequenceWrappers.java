package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.jspecify.annotations.Nullable;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.RecurrentOperation.EndStep;
import org.robustness4j.model.internal.network.RecurrentOperation.PaddingMask;

/**
 * Turns DL4J's recurrent layers, and the layers that wrap others for sequences, into operations.
 *
 * <p>A mask reaches a layer on two ways. Fed forward from the input, it is ignored by LSTM and followed by others; set
 * by a layer around it, it is followed by all. A layer inside a bidirectional one that runs on the reversed series is
 * translated as one that runs backwards, so that masks and steps keep their places.
 */
final class SequenceWrappers {

    private final Network.Builder network;
    private final RecurrentLayers recurrent;
    private final LayerTranslation others;

    /** @param others translates the layers inside that are for single steps */
    SequenceWrappers(Network.Builder network, LayerTranslation others) {
        this.network = network;
        this.recurrent = new RecurrentLayers(network);
        this.others = others;
    }

    /** The translated layer; nothing if it is neither recurrent nor a wrapper. */
    Optional<VertexOutput> translate(SequenceLayer layer, VertexOutput input) throws UntranslatableException {
        return translate(layer, input, null, false).map(Masked::output);
    }

    /**
     * A translated layer.
     *
     * @param own the mask that the layer says it has
     */
    private record Masked(VertexOutput output, @Nullable Integer own) {}

    private Optional<Masked> translate(
            SequenceLayer layer, VertexOutput input, @Nullable Integer set, boolean backwards)
            throws UntranslatableException {
        Layer configuration = layer.configuration();
        LayerTranslation.requireKindOfDl4j(configuration, "layer");
        if (configuration instanceof LastTimeStep last) {
            Integer mask = set == null ? input.mask() : set;
            return Optional.of(lastStep(layer.inside(last), input, mask, backwards));
        }
        if (configuration instanceof MaskZeroLayer masking) {
            return Optional.of(masked(layer.inside(masking), masking, input, backwards));
        }
        if (configuration instanceof TimeDistributed distributed) {
            return Optional.of(new Masked(distributed(layer.inside(distributed), distributed, input, set), null));
        }
        if (configuration instanceof Bidirectional both) {
            return Optional.of(bidirectional(layer, both, input, set, backwards));
        }
        Optional<VertexOutput> output = recurrent.translate(layer, input, set, backwards);
        Integer own = set == null && !(configuration instanceof AbstractLSTM) ? input.mask() : set;
        return output.map(result -> new Masked(result, own));
    }

    private Masked inside(SequenceLayer layer, VertexOutput input, @Nullable Integer set, boolean backwards)
            throws UntranslatableException {
        Optional<Masked> output = translate(layer, input, set, backwards);
        LayerTranslation.require(
                output.isPresent(),
                "a layer inside of another that is not recurrent, of the kind "
                        + layer.configuration().getClass().getSimpleName());
        return output.orElseThrow();
    }

    private Masked lastStep(SequenceLayer layer, VertexOutput input, @Nullable Integer set, boolean backwards)
            throws UntranslatableException {
        Masked steps = inside(layer, input, set, backwards);
        VertexOutput output = steps.output();
        LayerTranslation.require(output.axes().isSequence(), "a last step of " + output.axes());
        int last = steps.own() == null
                ? network.add(step(network.shape(output.node()), backwards), List.of(output.node()))
                : network.add(new EndStep(backwards), List.of(output.node(), steps.own()));
        return new Masked(new VertexOutput(last, Axes.FEATURES), null);
    }

    /** The last step, or the first one. */
    static Gather step(FeatureShape sequence, boolean first) {
        int step = first ? 0 : sequence.width() - 1;
        int[] source = IntStream.range(0, sequence.channels())
                .map(channel -> sequence.index(channel, 0, step))
                .toArray();
        return new Gather(source, FeatureShape.flat(sequence.channels()));
    }

    /** Its mask replaces all others, and goes no further. */
    private Masked masked(SequenceLayer layer, MaskZeroLayer masking, VertexOutput input, boolean backwards)
            throws UntranslatableException {
        LayerTranslation.require(
                input.axes() == Axes.NCW
                        || (input.axes() == Axes.NWC && layer.configuration() instanceof BaseRecurrentLayer),
                "a layer that finds padding in " + input.axes());
        // DL4J compares in the type of the network
        int mask = network.add(new PaddingMask((float) masking.getMaskingValue()), List.of(input.node()));
        VertexOutput output = inside(layer, input, mask, backwards).output();
        return new Masked(new VertexOutput(output.node(), output.axes()), mask);
    }

    private Masked bidirectional(
            SequenceLayer layer, Bidirectional both, VertexOutput input, @Nullable Integer set, boolean backwards)
            throws UntranslatableException {
        Masked forwards = inside(layer.direction(both.getFwd(), "f"), input, set, backwards);
        Masked opposite = inside(layer.direction(both.getBwd(), "b"), input, set, !backwards);
        Operation operation =
                switch (both.getMode()) {
                    case ADD -> new Combination(Merge.ADD);
                    case MUL -> new Combination(Merge.PRODUCT);
                    case AVERAGE -> new Combination(Merge.AVERAGE);
                    case CONCAT -> new Concatenation();
                };
        int node = network.add(
                operation, List.of(forwards.output().node(), opposite.output().node()));
        return new Masked(forwards.output().at(node), forwards.own());
    }

    /** Steps taken for samples; DL4J then mixes up the masks of the samples of a batch. */
    private VertexOutput distributed(
            SequenceLayer layer, TimeDistributed distributed, VertexOutput input, @Nullable Integer set)
            throws UntranslatableException {
        RecurrentLayers.requireFormat(distributed.getRnnDataFormat(), input);
        LayerTranslation.require(
                input.mask() == null && set == null, "a masked sequence whose steps DL4J takes for samples");
        LayerTranslation.require(layer.computing() != null, "a time-distributed layer inside a bidirectional one");
        VertexOutput steps = new VertexOutput(input.node(), Axes.STEPS);
        VertexOutput output = others.translate(Objects.requireNonNull(layer.computing()), steps);
        LayerTranslation.require(output.axes() == Axes.STEPS, "a layer inside that is not for single steps");
        return input.at(output.node());
    }
}
