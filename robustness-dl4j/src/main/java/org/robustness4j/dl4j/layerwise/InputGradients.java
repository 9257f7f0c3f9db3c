package org.robustness4j.dl4j.layerwise;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.ForwardPass;

/**
 * Finds out, before any attack, whether DL4J's layers give the gradient of a network's input, as far as one can tell
 * without an attack: layers that have none, or a wrong one, are known, and a backward pass has to work.
 *
 * @param graph ends in logits
 * @param shape of one sample
 */
public record InputGradients(LogitsGraph graph, InputShape shape) {

    private static final int SAMPLES = 2;

    /** Why there are none, as a clause for {@link org.robustness4j.model.Classifier#whyNoGradients}. */
    public Optional<String> missing() {
        return known().or(this::failure).map(reason -> "the network gives none, because " + reason);
    }

    private Optional<String> known() {
        ComputationGraph network = graph.graph();
        return ancestors(network).stream()
                .sorted()
                .flatMap(
                        name -> known(network.getConfiguration().getVertices().get(name))
                                .map(reason -> "'" + name + "' " + reason)
                                .stream())
                .findFirst();
    }

    private static Optional<String> known(@Nullable GraphVertex vertex) {
        return vertex instanceof LayerVertex layerVertex
                ? known(layerVertex.getLayerConf().getLayer(), "")
                : Optional.empty();
    }

    /**
     * That a layer, or one inside it, has no gradient, or that DL4J gives a wrong one.
     *
     * @param around says where the layer is, if it is inside of another
     */
    private static Optional<String> known(Layer layer, String around) {
        String name = layer.getClass().getSimpleName() + around;
        String kind = "(" + name + ") ";
        if (layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer) {
            return Optional.of(kind + "takes its input for indices, which have no gradient");
        }
        if (layer instanceof LocalResponseNormalization) {
            return Optional.of(kind + "has a backward pass in DL4J that is wrong for more than one sample");
        }
        return activations(layer)
                .flatMap(activation -> activation instanceof ActivationELU elu && elu.getAlpha() != 1
                        ? Stream.of(kind + "has an ELU with the alpha " + elu.getAlpha()
                                + ", whose backward pass in DL4J is right for 1 alone")
                        : Stream.empty())
                .findFirst()
                .or(() -> inside(layer)
                        .flatMap(inner -> known(inner, " inside of " + name).stream())
                        .findFirst());
    }

    /** What a layer's values go through: its own activation, and those of its gates. */
    @SuppressWarnings("deprecation") // GravesBidirectionalLSTM is in use as long as DL4J has it
    private static Stream<IActivation> activations(Layer layer) {
        IActivation own = layer instanceof BaseLayer base
                ? base.getActivationFn()
                : layer instanceof ActivationLayer separate ? separate.getActivationFn() : null;
        IActivation second = layer instanceof AbstractLSTM lstm
                ? lstm.getGateActivationFn()
                : layer instanceof GravesBidirectionalLSTM lstm
                        ? lstm.getGateActivationFn()
                        : layer instanceof VariationalAutoencoder encoder ? encoder.getPzxActivationFn() : null;
        return Stream.of(Optional.ofNullable(own), Optional.ofNullable(second)).flatMap(Optional::stream);
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

    /** What the output depends on, itself included. */
    private static Set<String> ancestors(ComputationGraph network) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(network.getConfiguration().getNetworkOutputs());
        while (!open.isEmpty()) {
            String name = open.remove();
            if (found.add(name)) {
                open.addAll(network.getConfiguration().getVertexInputs().getOrDefault(name, List.of()));
            }
        }
        return found;
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
