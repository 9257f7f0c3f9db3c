package org.robustness4j.dl4j.layerwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/**
 * Samples that a network does not take, and those of other shapes that it would: with the axes in another order, flat, or
 * not flat.
 */
record WrongShape(ComputationGraph graph, InputShape shape) {

    private static final int SAMPLES = 2;

    /** @param reason what DL4J says, on one line or several */
    String message(String reason) {
        String given = Arrays.toString(sample());
        return "The model does not take samples of the shape " + given + " (" + shape.layout() + "): "
                + reason.strip().replaceAll("\\s+", " ")
                + (reason.strip().endsWith(".") ? "" : ".")
                + first().map(name -> " Its first layer, " + name + ".").orElse("")
                + hint().map(hint -> " " + hint).orElse("");
    }

    private long[] sample() {
        long[] batch = shape.batch(1);
        return Arrays.copyOfRange(batch, 1, batch.length);
    }

    private Optional<String> hint() {
        Optional<Layer> first = reader().map(entry -> innermost(layer(entry.getValue())));
        if (first.filter(layer -> layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer)
                .isPresent()) {
            return Optional.of("It takes indices, one number for each word or code: [samples, steps], not one-hot");
        }
        return alternatives().stream()
                .filter(this::fits)
                .findFirst()
                .map(fitting -> "It does take " + Arrays.toString(fitting) + ": " + way(fitting));
    }

    private String way(long[] fitting) {
        if (fitting.length == 1) {
            return "give the samples flat";
        }
        if (shape.layout() == Layout.FLAT) {
            return "give the samples in this shape";
        }
        return "the channels of yours seem to be " + (fitting[0] == sample()[sample().length - 1] ? "last" : "first")
                + " where the model has them " + (fitting[0] == sample()[sample().length - 1] ? "first" : "last")
                + "; transpose the samples";
    }

    private List<long[]> alternatives() {
        long[] dimensions = sample();
        List<long[]> shapes = new ArrayList<>();
        if (dimensions.length > 1) {
            shapes.add(rotated(dimensions, dimensions.length - 1));
            shapes.add(rotated(dimensions, 1));
            shapes.add(new long[] {shape.values()});
            return shapes;
        }
        long channels = channels().orElse(1);
        long places = dimensions[0] / channels;
        long side = Math.round(Math.sqrt((double) places));
        if (places * channels == dimensions[0] && places > 1) {
            if (side * side == places) {
                shapes.add(new long[] {channels, side, side});
                shapes.add(new long[] {side, side, channels});
            }
            shapes.add(new long[] {channels, places});
            shapes.add(new long[] {places, channels});
        }
        return shapes;
    }

    private static long[] rotated(long[] dimensions, int first) {
        long[] rotated = new long[dimensions.length];
        for (int i = 0; i < rotated.length; i++) {
            rotated[i] = dimensions[(first + i) % rotated.length];
        }
        return rotated;
    }

    private boolean fits(long[] dimensions) {
        long[] batch = new long[dimensions.length + 1];
        batch[0] = SAMPLES;
        System.arraycopy(dimensions, 0, batch, 1, dimensions.length);
        try (GraphPass pass = new GraphPass(graph, Nd4j.zeros(graph.params().dataType(), batch), null)) {
            INDArray output = pass.output();
            return output.rank() == 2 && output.size(0) == SAMPLES;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What the first layer with weights says of its input. */
    private Optional<String> first() {
        return reader().flatMap(entry -> channels().isEmpty()
                ? Optional.empty()
                : Optional.of("'" + entry.getKey() + "' ("
                        + layer(entry.getValue()).getClass().getSimpleName() + "), takes "
                        + channels().getAsLong() + " channels or features"));
    }

    private OptionalLong channels() {
        return reader().map(entry -> innermost(layer(entry.getValue())))
                .filter(layer -> layer instanceof FeedForwardLayer feedForward && feedForward.getNIn() > 0)
                .map(layer -> OptionalLong.of(((FeedForwardLayer) layer).getNIn()))
                .orElse(OptionalLong.empty());
    }

    private Optional<Map.Entry<String, GraphVertex>> reader() {
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        return graph.getConfiguration().getVertices().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof LayerVertex)
                .filter(entry ->
                        graph.getConfiguration().getVertexInputs().getOrDefault(entry.getKey(), List.of()).stream()
                                .anyMatch(inputs::contains))
                .findFirst();
    }

    private static Layer layer(GraphVertex vertex) {
        return ((LayerVertex) vertex).getLayerConf().getLayer();
    }

    private static Layer innermost(Layer layer) {
        return layer instanceof Bidirectional both
                ? innermost(both.getFwd())
                : layer instanceof BaseWrapperLayer wrapper ? innermost(wrapper.getUnderlying()) : layer;
    }
}
