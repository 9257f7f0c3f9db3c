package org.robustness4j.dl4j.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A private copy of a user's network that ends in its logits.
 *
 * @param graph the copy, with parameters of its own
 * @param output what the original makes of the logits
 */
public record LogitsGraph(ComputationGraph graph, OutputKind output) {

    /**
     * The network in inference mode, whatever mode its layers are run in.
     *
     * @throws IllegalArgumentException if it is of another kind, or not a classifier
     */
    public static LogitsGraph forInference(Model network) {
        InferenceLayers layers = new InferenceLayers(network.getClass().getSimpleName());
        return of(network, layers::rewrite, vertex -> thawed(vertex, layers));
    }

    /**
     * The network with what training adds, such as dropout and frozen layers.
     *
     * @throws IllegalArgumentException if it is of another kind, or not a classifier
     */
    public static LogitsGraph forTraining(Model network) {
        return of(network, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static GraphVertex thawed(GraphVertex vertex, InferenceLayers layers) {
        GraphVertex thawed = vertex;
        while (thawed instanceof FrozenVertex frozen) {
            thawed = frozen.getUnderlying();
        }
        layers.requireNothingInside(thawed);
        return thawed;
    }

    private static LogitsGraph of(
            Model network, UnaryOperator<Layer> rewriting, UnaryOperator<GraphVertex> rewritingVertices) {
        if (network.params() != null && network.params().dataType() == DataType.BFLOAT16) {
            throw new IllegalArgumentException("The " + network.getClass().getSimpleName()
                    + " computes with numbers of the type BFLOAT16, of which DL4J builds no other network; give the one that"
                    + " convertDataType(DataType.FLOAT) makes of it");
        }
        if (network instanceof MultiLayerNetwork layers) {
            return of(layers, rewriting);
        }
        if (network instanceof ComputationGraph graph) {
            return of(graph, rewriting, rewritingVertices);
        }
        throw new IllegalArgumentException("A " + network.getClass().getName()
                + " is not supported; give a MultiLayerNetwork or a ComputationGraph");
    }

    private static LogitsGraph of(MultiLayerNetwork network, UnaryOperator<Layer> rewriting) {
        MultiLayerConfiguration original = network.getLayerWiseConfigurations().clone();
        LogitsOutput logitEnd = new LogitsOutput(network.getClass().getSimpleName());
        List<Layer> layers = new ArrayList<>();
        original.getConfs().forEach(configuration -> layers.add(rewriting.apply(configuration.getLayer())));
        int last = layers.size() - 1;
        boolean behind = last > 0
                && LogitsOutput.passesOn(layers.get(last))
                && LogitsOutput.endsInProbabilities(layers.get(last - 1));
        int end = behind ? last - 1 : last;
        layers.set(end, logitEnd.endInLogits(layers.get(end)));
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(original.getDataType())
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("input");
        String previous = "input";
        for (int i = 0; i <= end; i++) {
            String name = "layer" + i;
            builder.addLayer(name, layers.get(i), original.getInputPreProcess(i), previous);
            previous = name;
        }
        return new LogitsGraph(
                initialised(builder.setOutputs(previous).build(), network.params()), logitEnd.outputKind());
    }

    private static LogitsGraph of(
            ComputationGraph network, UnaryOperator<Layer> rewriting, UnaryOperator<GraphVertex> rewritingVertices) {
        ComputationGraphConfiguration configuration = network.getConfiguration().clone();
        if (configuration.getNetworkInputs().size() != 1
                || configuration.getNetworkOutputs().size() != 1) {
            throw new IllegalArgumentException(
                    "The ComputationGraph has the inputs " + configuration.getNetworkInputs() + " and the outputs "
                            + configuration.getNetworkOutputs() + "; supported is one input and one output");
        }
        LogitsOutput logitEnd = new LogitsOutput(network.getClass().getSimpleName());
        for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
            entry.setValue(rewritingVertices.apply(entry.getValue()));
            if (entry.getValue() instanceof LayerVertex vertex) {
                vertex.getLayerConf()
                        .setLayer(rewriting.apply(vertex.getLayerConf().getLayer()));
            }
        }
        LayerVertex last = output(configuration);
        Optional<LayerVertex> behind = passedOn(configuration, last);
        if (behind.isPresent()) {
            last.getLayerConf()
                    .setLayer(LogitsOutput.identity(last.getLayerConf().getLayer()));
        }
        LayerVertex end = behind.orElse(last);
        end.getLayerConf().setLayer(logitEnd.endInLogits(end.getLayerConf().getLayer()));
        return new LogitsGraph(initialised(configuration, network.params()), logitEnd.outputKind());
    }

    private static LayerVertex output(ComputationGraphConfiguration configuration) {
        String output = configuration.getNetworkOutputs().get(0);
        if (configuration.getVertices().get(output) instanceof LayerVertex last) {
            return last;
        }
        throw new IllegalArgumentException("The output " + output
                + " of the ComputationGraph is not a layer; supported are OutputLayer, LossLayer, DenseLayer and"
                + " ActivationLayer");
    }

    /** The vertex whose probabilities the last one only passes on, if it does. */
    private static Optional<LayerVertex> passedOn(ComputationGraphConfiguration configuration, LayerVertex last) {
        String output = configuration.getNetworkOutputs().get(0);
        List<String> inputs = configuration.getVertexInputs().getOrDefault(output, List.of());
        if (inputs.size() != 1
                || !LogitsOutput.passesOn(last.getLayerConf().getLayer())
                || !(configuration.getVertices().get(inputs.get(0)) instanceof LayerVertex before)
                || !LogitsOutput.endsInProbabilities(before.getLayerConf().getLayer())) {
            return Optional.empty();
        }
        long readers = configuration.getVertexInputs().values().stream()
                .filter(names -> names.contains(inputs.get(0)))
                .count();
        if (readers > 1) {
            throw new IllegalArgumentException("The probabilities of " + inputs.get(0) + " are used by " + readers
                    + " vertices of the ComputationGraph; supported is the output alone");
        }
        return Optional.of(before);
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration, INDArray parameters) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(parameters.dup(), false);
        graph.initGradientsView();
        return graph;
    }

    public LogitsGraph copy() {
        return new LogitsGraph(initialised(graph.getConfiguration().clone(), graph.params()), output);
    }

    /**
     * A copy that computes with numbers of another type. Unlike that of DL4J ({@code convertDataType}), it does not go
     * through JSON, which parts of a user's own may not have.
     */
    public LogitsGraph as(DataType type) {
        ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
        configuration.setDataType(type);
        return new LogitsGraph(initialised(configuration, graph.params().castTo(type)), output);
    }

    /** Whether ND4J computes on the processor that the virtual machine runs on. */
    public static boolean isOnCpu() {
        return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
    }
}
