package org.robustness4j.model.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A private copy of a user's network that ends in its logits and has nothing random left in it.
 *
 * @param graph the copy, with parameters of its own
 * @param output what the original makes of the logits
 */
record LogitGraph(ComputationGraph graph, OutputKind output) {

    static LogitGraph of(MultiLayerNetwork network) {
        MultiLayerConfiguration original = network.getLayerWiseConfigurations().clone();
        List<NeuralNetConfiguration> layers = original.getConfs();
        InferenceLayers rewriting = new InferenceLayers(network.getClass().getSimpleName());
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(original.getDataType())
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("input");
        String previous = "input";
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = rewriting.rewrite(layers.get(i).getLayer());
            if (i == layers.size() - 1) {
                layer = rewriting.endInLogits(layer);
            }
            String name = "layer" + i;
            builder.addLayer(name, layer, original.getInputPreProcess(i), previous);
            previous = name;
        }
        return new LogitGraph(
                initialised(builder.setOutputs(previous).build(), network.params()), rewriting.outputKind());
    }

    static LogitGraph of(ComputationGraph network) {
        ComputationGraphConfiguration configuration = network.getConfiguration().clone();
        if (configuration.getNetworkInputs().size() != 1
                || configuration.getNetworkOutputs().size() != 1) {
            throw new IllegalArgumentException(
                    "The ComputationGraph has the inputs " + configuration.getNetworkInputs() + " and the outputs "
                            + configuration.getNetworkOutputs() + "; supported is one input and one output");
        }
        InferenceLayers rewriting = new InferenceLayers(network.getClass().getSimpleName());
        String output = configuration.getNetworkOutputs().get(0);
        for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
            if (entry.getValue() instanceof FrozenVertex frozen) {
                entry.setValue(frozen.getUnderlying());
            }
            if (entry.getValue() instanceof LayerVertex vertex) {
                Layer layer = rewriting.rewrite(vertex.getLayerConf().getLayer());
                if (entry.getKey().equals(output)) {
                    layer = rewriting.endInLogits(layer);
                }
                vertex.getLayerConf().setLayer(layer);
            }
        }
        return new LogitGraph(initialised(configuration, network.params()), rewriting.outputKind());
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration, INDArray parameters) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(parameters.dup(), false);
        graph.initGradientsView();
        return graph;
    }

    LogitGraph copy() {
        return new LogitGraph(initialised(graph.getConfiguration().clone(), graph.params()), output);
    }
}
