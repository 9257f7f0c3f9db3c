package org.robustness4j.dl4j.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.robustness4j.dl4j.network.OutputKind.Meaning;

/**
 * Whether what a vertex gives is made of probabilities and of nothing else: averages of softmaxes, say, or a softmax of
 * another shape. What is positive then has a logarithm.
 */
record ProbabilitiesBehind(ComputationGraphConfiguration configuration) {

    /** Of what the probabilities are; empty if a vertex gives none. */
    Optional<Meaning> meaning(String name) {
        GraphVertex vertex = configuration.getVertices().get(name);
        if (vertex instanceof LayerVertex layerVertex) {
            return ofLayer(name, layerVertex.getLayerConf().getLayer());
        }
        boolean isKept = vertex instanceof ElementWiseVertex elementWise
                ? isKept(elementWise.getOp())
                : vertex instanceof MergeVertex
                        || vertex instanceof ReshapeVertex
                        || vertex instanceof PreprocessorVertex
                        || vertex instanceof SubsetVertex;
        return isKept ? ofInputs(name) : Optional.empty();
    }

    /** Sums are left out: probabilities of labels would have another threshold. */
    private static boolean isKept(ElementWiseVertex.Op op) {
        return switch (op) {
            case Average, Max, Product -> true;
            case Add, Subtract -> false;
        };
    }

    private Optional<Meaning> ofLayer(String name, Layer layer) {
        if (layer instanceof GlobalPoolingLayer pooling) {
            return pooling.getPoolingType() == PoolingType.AVG || pooling.getPoolingType() == PoolingType.MAX
                    ? ofInputs(name)
                    : Optional.empty();
        }
        if (layer instanceof DropoutLayer) {
            return ofInputs(name);
        }
        if (!(layer instanceof ConvolutionLayer) && !new LastLayer(name, layer).canEnd(OutputKind.Axis.NONE)) {
            return Optional.empty(); // others have an activation that they do not apply, or not last
        }
        IActivation activation =
                LogitsOutput.activation(layer instanceof TimeDistributed each ? each.getUnderlying() : layer);
        if (activation instanceof ActivationSoftmax) {
            return Optional.of(Meaning.CLASSES);
        }
        if (activation instanceof ActivationSigmoid) {
            return Optional.of(Meaning.LABELS);
        }
        return activation instanceof ActivationIdentity && new LastLayer(name, layer).passesOn()
                ? ofInputs(name)
                : Optional.empty();
    }

    private Optional<Meaning> ofInputs(String name) {
        List<String> inputs = configuration.getVertexInputs().getOrDefault(name, List.of());
        Set<Optional<Meaning>> meanings = inputs.stream().map(this::meaning).collect(Collectors.toSet());
        return meanings.size() == 1 ? meanings.iterator().next() : Optional.empty();
    }

    /** The number of outputs at each place, 0 if the layers do not say. */
    long units(String name) {
        GraphVertex vertex = configuration.getVertices().get(name);
        if (vertex instanceof LayerVertex layerVertex) {
            Layer layer = layerVertex.getLayerConf().getLayer();
            Layer inside = layer instanceof TimeDistributed each ? each.getUnderlying() : layer;
            boolean keeps = new LastLayer(name, layer).canEnd(OutputKind.Axis.NONE) || layer instanceof DropoutLayer;
            return inside instanceof FeedForwardLayer units && units.getNOut() > 0
                    ? units.getNOut()
                    : layerVertex.getPreProcessor() == null && (keeps || layer instanceof GlobalPoolingLayer)
                            ? ofFirst(name)
                            : 0;
        }
        return vertex instanceof ElementWiseVertex ? ofFirst(name) : 0;
    }

    private long ofFirst(String name) {
        List<String> inputs = configuration.getVertexInputs().getOrDefault(name, List.of());
        return inputs.isEmpty() ? 0 : units(inputs.get(0));
    }
}
