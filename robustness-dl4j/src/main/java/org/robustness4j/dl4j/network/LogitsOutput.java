package org.robustness4j.dl4j.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.robustness4j.dl4j.network.OutputKind.Axis;
import org.robustness4j.dl4j.network.OutputKind.Link;
import org.robustness4j.dl4j.network.OutputKind.Meaning;
import org.robustness4j.model.internal.OutputView;

/** Rewrites the end of a configuration that is ours to change, so that it gives logits. */
final class LogitsOutput {

    private final ComputationGraphConfiguration configuration;
    private final OutputView view;
    private final ProbabilitiesBehind probabilities;

    LogitsOutput(ComputationGraphConfiguration configuration, OutputView view) {
        this.configuration = configuration;
        this.view = view;
        this.probabilities = new ProbabilitiesBehind(configuration);
    }

    /**
     * Makes an output the only one, with logits where they can be had: where a softmax or the like comes last, or is
     * only passed on, it is taken away. Of other outputs the values are taken as they are, or their logarithms where
     * they are probabilities.
     *
     * @return what the output means
     * @throws IllegalArgumentException if it is no output of a classifier, or not one of the view
     */
    OutputKind endInLogits(String output) {
        String end = output;
        ILossFunction loss = null;
        Optional<LastLayer> last = lastLayer(end);
        while (last.isPresent()
                && last.get().passesOn()
                && isOneLayer(end)
                && inputs(end).size() == 1
                && configuration.getVertices().containsKey(inputs(end).get(0))) {
            loss = loss == null ? last.get().loss() : loss;
            end = inputs(end).get(0);
            last = lastLayer(end);
        }
        Axis places = new OutputPlaces(configuration).of(end);
        OutputKind kind = last.isPresent() && last.get().canEnd(places)
                ? ofLayer(end, last.get(), loss, places)
                : asItIs(end, loss, places);
        kind.requireView();
        return kind;
    }

    private boolean isOneLayer(String name) {
        return configuration.getVertices().get(name) instanceof LayerVertex vertex && vertex.getPreProcessor() == null;
    }

    private Optional<LastLayer> lastLayer(String name) {
        return configuration.getVertices().get(name) instanceof LayerVertex vertex
                ? Optional.of(new LastLayer(name, vertex.getLayerConf().getLayer()))
                : Optional.empty();
    }

    private List<String> inputs(String name) {
        return configuration.getVertexInputs().getOrDefault(name, List.of());
    }

    private OutputKind ofLayer(String end, LastLayer layer, @Nullable ILossFunction passedLoss, Axis places) {
        ILossFunction loss = passedLoss == null ? layer.loss() : passedLoss;
        IActivation activation = layer.activation();
        LastActivation last = new LastActivation(layer.described(), activation, loss, probabilities.units(end));
        Meaning meaning = last.meaning();
        boolean isKept = !last.keepsOrder();
        if (!isKept && isRead(end) && !(activation instanceof ActivationIdentity)) {
            if (places != Axis.NONE) {
                return asItIs(end, loss, places);
            }
            readBehind(end, activation);
        }
        OutputKind kind = new OutputKind(
                layer.described(),
                meaning,
                Link.NONE,
                last.threshold(),
                0,
                places,
                last.units(),
                view,
                isKept || meaning == Meaning.LABELS || last.keepsDistance());
        if (last.units() > 0) {
            kind.requireOutputs(last.units());
        }
        replace(end, layer, isKept ? activation : new ActivationIdentity());
        return kind;
    }

    /** Whether what a vertex gives goes on to others that are no part of the end. */
    private boolean isRead(String name) {
        return configuration.getVertexInputs().values().stream().anyMatch(read -> read.contains(name));
    }

    /** Lets all who read a vertex read it behind its activation, which is taken from the vertex. */
    private void readBehind(String name, IActivation activation) {
        String behind = name + "-activation";
        for (Map.Entry<String, List<String>> entry :
                configuration.getVertexInputs().entrySet()) {
            List<String> redirected = new ArrayList<>(entry.getValue());
            redirected.replaceAll(read -> read.equals(name) ? behind : read);
            entry.setValue(redirected);
        }
        add(
                behind,
                layerVertex(new ActivationLayer.Builder()
                        .name(behind)
                        .activation(activation)
                        .build()),
                name);
    }

    private LayerVertex layerVertex(Layer layer) {
        return new LayerVertex(
                new NeuralNetConfiguration.Builder()
                        .dataType(configuration.getDataType())
                        .layer(layer)
                        .build(),
                null);
    }

    private void add(String name, GraphVertex vertex, String input) {
        configuration.getVertices().put(name, vertex);
        configuration.getVertexInputs().put(name, new ArrayList<>(List.of(input)));
        configuration.setTopologicalOrder(null); // that of the vertices there were before
        configuration.setTopologicalOrderStr(null);
    }

    private void replace(String end, LastLayer layer, IActivation activation) {
        LayerVertex vertex =
                (LayerVertex) Objects.requireNonNull(configuration.getVertices().get(end));
        vertex.getLayerConf().setLayer(layer.ending(activation));
        configuration.setNetworkOutputs(new ArrayList<>(List.of(end)));
        if (layer.layer() instanceof RnnOutputLayer output) {
            RNNFormat format = output.getRnnDataFormat() == null ? RNNFormat.NCW : output.getRnnDataFormat();
            InputPreProcessor own = vertex.getPreProcessor();
            if (own != null) {
                String before = end + "-input";
                add(before, new PreprocessorVertex(own), inputs(end).get(0));
                configuration.getVertexInputs().put(end, new ArrayList<>(List.of(before)));
            }
            vertex.setPreProcessor(new RnnToFeedForwardPreProcessor(format));
            String behind = end + "-steps";
            add(behind, new PreprocessorVertex(new FeedForwardToRnnPreProcessor(format)), end);
            configuration.setNetworkOutputs(new ArrayList<>(List.of(behind)));
        }
    }

    private OutputKind asItIs(String end, @Nullable ILossFunction loss, Axis places) {
        Optional<Meaning> meaning = probabilities.meaning(end);
        String described = lastLayer(end).map(LastLayer::described).orElse("'" + end + "'");
        if (meaning.isEmpty() && LastActivation.isRegression(loss)) {
            throw new IllegalArgumentException(LastActivation.regression(described, "outputs as they are", loss));
        }
        lastLayer(end).ifPresent(LastLayer::requireClassifier);
        configuration.setNetworkOutputs(new ArrayList<>(List.of(end)));
        if (lastLayer(end).filter(LastLayer::isOfOneClass).isPresent()) {
            return new OutputKind(described, Meaning.LABELS, Link.NONE, 0, 0, Axis.NONE, 1, view, true);
        }
        Link link = meaning.map(found -> found == Meaning.CLASSES ? Link.LOGARITHM : Link.LOG_ODDS)
                .orElse(Link.NONE);
        return new OutputKind(
                described,
                meaning.orElse(Meaning.CLASSES),
                link,
                link == Link.LOG_ODDS ? 0.5f : 0,
                0,
                places,
                probabilities.units(end),
                view,
                link == Link.NONE);
    }

    static Layer identity(Layer replaced, IActivation activation) {
        return new ActivationLayer.Builder()
                .name(replaced.getLayerName())
                .activation(activation)
                .build();
    }

    static @Nullable IActivation activation(Layer layer) {
        return layer instanceof BaseLayer base
                ? base.getActivationFn()
                : layer instanceof ActivationLayer separate ? separate.getActivationFn() : null;
    }
}
