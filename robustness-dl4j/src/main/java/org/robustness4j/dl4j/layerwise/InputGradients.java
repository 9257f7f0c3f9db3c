package org.robustness4j.dl4j.layerwise;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.Ancestors;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.ForwardPass;

/**
 * Finds out, before any attack, whether DL4J's layers give the gradient of a network's input: layers that take indices
 * have none, a backward pass has to work, and that of each kind of layer has to agree with differences.
 *
 * @param graph ends in logits
 * @param shape of one sample
 */
public record InputGradients(LogitsGraph graph, InputShape shape) {

    private static final int SAMPLES = 2;

    /** Why there are none, as a clause for {@link org.robustness4j.model.Classifier#whyNoGradients}. */
    public Optional<String> missing() {
        return indices()
                .or(this::failure)
                .or(() -> new GradientChecks(graph, shape).wrong())
                .map(reason -> "the network gives none, because " + reason);
    }

    private Optional<String> indices() {
        ComputationGraph network = graph.graph();
        return Ancestors.ofTheOutput(network).stream()
                .sorted()
                .flatMap(name -> embedding(
                                network.getConfiguration().getVertices().get(name))
                        .map(kind ->
                                "'" + name + "' (" + kind + ") takes its input for indices, which have no gradient"))
                .findFirst();
    }

    private static Stream<String> embedding(@Nullable GraphVertex vertex) {
        return vertex instanceof LayerVertex layerVertex
                ? embedding(layerVertex.getLayerConf().getLayer(), "")
                : Stream.empty();
    }

    /** @param around says where the layer is, if it is inside of another */
    private static Stream<String> embedding(Layer layer, String around) {
        String name = layer.getClass().getSimpleName() + around;
        return layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer
                ? Stream.of(name)
                : inside(layer).flatMap(inner -> embedding(inner, " inside of " + name));
    }

    /** The layers inside of one that wraps others. */
    private static Stream<Layer> inside(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return Stream.of(both.getFwd(), both.getBwd());
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            return Stream.of(wrapper.getUnderlying());
        }
        return layer instanceof FrozenLayer frozen ? Stream.of(frozen.getLayer()) : Stream.empty();
    }

    /** Of a backward pass at a point without a pattern; where the network takes none of those, at zero. */
    private Optional<String> failure() {
        LayerwiseClassifier classifier = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);
        float[] ones = new float[SAMPLES * classifier.classes()];
        Arrays.fill(ones, 1);
        // not the same for all classes: the scores of a softmax would not change
        for (int i = 0; i < ones.length; i += classifier.classes()) {
            ones[i] = -1;
        }
        try (ForwardPass pass = forward(classifier)) {
            Matrix gradient = pass.backward(new Matrix(SAMPLES, classifier.classes(), ones));
            return gradient.rows() == SAMPLES && gradient.columns() == shape.features()
                    ? Optional.empty()
                    : Optional.of("its backward pass gives " + gradient.rows() + " x " + gradient.columns()
                            + " values for " + SAMPLES + " x " + shape.features() + " features");
        } catch (NoInputGradientException e) {
            return Optional.of(e.reason());
        }
    }

    private ForwardPass forward(LayerwiseClassifier classifier) {
        try {
            return classifier.forward(ProbeInputs.of(SAMPLES, shape));
        } catch (RuntimeException e) {
            return classifier.forward(ProbeInputs.zeros(SAMPLES, shape));
        }
    }
}
