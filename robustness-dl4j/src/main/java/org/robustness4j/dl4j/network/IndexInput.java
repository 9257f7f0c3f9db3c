package org.robustness4j.dl4j.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;

/**
 * The indices that a network takes, where embeddings alone read its input.
 *
 * @param embeddings the names of those that do
 * @param vocabulary how many indices all of them have
 * @param skipsPadding whether layers of the network leave out the steps of index 0, as Keras' {@code mask_zero} asks
 */
public record IndexInput(List<String> embeddings, int vocabulary, boolean skipsPadding) {

    /** Empty where something else reads the input, or nothing does. */
    public static Optional<IndexInput> of(ComputationGraph graph) {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        String input = configuration.getNetworkInputs().get(0);
        Map<String, GraphVertex> vertices = configuration.getVertices();
        List<String> readers = configuration.getVertexInputs().entrySet().stream()
                .filter(entry -> entry.getValue().contains(input))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (readers.isEmpty() || !readers.stream().allMatch(name -> isEmbedding(vertices.get(name)))) {
            return Optional.empty();
        }
        long vocabulary = readers.stream()
                .mapToLong(name -> ((FeedForwardLayer) layer(Objects.requireNonNull(vertices.get(name)))).getNIn())
                .min()
                .orElseThrow();
        boolean skips = vertices.values().stream()
                .flatMap(vertex -> vertex instanceof LayerVertex layer ? inside(layer(layer)) : Stream.empty())
                .anyMatch(MaskZeroLayer.class::isInstance);
        return vocabulary < 2
                ? Optional.empty()
                : Optional.of(new IndexInput(readers, Math.toIntExact(vocabulary), skips));
    }

    private static boolean isEmbedding(@Nullable GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                && (layer(layer) instanceof EmbeddingLayer || layer(layer) instanceof EmbeddingSequenceLayer)
                && passesOn(layer.getPreProcessor());
    }

    /** Whether a preprocessor leaves values what they are. */
    private static boolean passesOn(@Nullable InputPreProcessor preProcessor) {
        return preProcessor == null
                || preProcessor instanceof RnnToFeedForwardPreProcessor
                || preProcessor instanceof FeedForwardToRnnPreProcessor;
    }

    private static Layer layer(GraphVertex vertex) {
        return ((LayerVertex) vertex).getLayerConf().getLayer();
    }

    private static Stream<Layer> inside(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return Stream.concat(Stream.of(layer), Stream.concat(inside(both.getFwd()), inside(both.getBwd())));
        }
        return layer instanceof BaseWrapperLayer wrapper
                ? Stream.concat(Stream.of(layer), inside(wrapper.getUnderlying()))
                : Stream.of(layer);
    }

    /** The indices as the values of samples. */
    public Domain domain() {
        Domain tokens = Domain.tokens(vocabulary);
        return skipsPadding ? tokens.withPadding(0) : tokens;
    }

    /** Names the embeddings, as a clause. */
    public String reason() {
        return "'" + String.join("', '", embeddings)
                + (embeddings.size() == 1 ? "' takes its input for indices" : "' take their input for indices")
                + ", which have no gradient";
    }
}
