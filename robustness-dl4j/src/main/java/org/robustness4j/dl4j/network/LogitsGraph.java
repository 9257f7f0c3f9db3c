package org.robustness4j.dl4j.network;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.ocnn.OCNNParamInitializer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.model.internal.OutputView;

/**
 * A private copy of a user's network that ends in its logits.
 *
 * @param graph the copy, with parameters of its own
 * @param output what the original makes of the logits
 * @param hasAllParameters whether its parameters are those of the original, in the same order
 */
public record LogitsGraph(ComputationGraph graph, OutputKind output, boolean hasAllParameters) {

    /**
     * The network in inference mode, whatever mode its layers are run in.
     *
     * @throws IllegalArgumentException if it is of another kind, or not a classifier
     */
    public static LogitsGraph forInference(Model network) {
        return forInference(network, OutputView.WHOLE);
    }

    /**
     * The network in inference mode, whatever mode its layers are run in.
     *
     * @param view which of its outputs are attacked
     * @throws IllegalArgumentException if it is of another kind, or not a classifier
     */
    public static LogitsGraph forInference(Model network, OutputView view) {
        InferenceLayers layers = new InferenceLayers(network.getClass().getSimpleName());
        return of(network, view, layers::rewrite, vertex -> thawed(vertex, layers));
    }

    /**
     * The network with what training adds, such as dropout and frozen layers.
     *
     * @param view which of its outputs are trained
     * @throws IllegalArgumentException if it is of another kind, or not a classifier
     */
    public static LogitsGraph forTraining(Model network, OutputView view) {
        return of(network, view, UnaryOperator.identity(), UnaryOperator.identity());
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
            Model network,
            OutputView view,
            UnaryOperator<Layer> rewriting,
            UnaryOperator<GraphVertex> rewritingVertices) {
        requireKnownNumbers(network);
        ComputationGraphConfiguration configuration = configuration(network);
        OutputView chosen = new NamedOutputs(configuration, network).chosen(view);
        for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
            entry.setValue(rewritingVertices.apply(entry.getValue()));
            if (entry.getValue() instanceof LayerVertex vertex) {
                vertex.getLayerConf()
                        .setLayer(rewriting.apply(vertex.getLayerConf().getLayer()));
            }
        }
        String output =
                chosen.output().isEmpty() ? configuration.getNetworkOutputs().get(0) : chosen.output();
        OutputKind kind = new LogitsOutput(configuration, chosen).endInLogits(output);
        NetworkParameters parameters = NetworkParameters.of(network);
        ComputationGraph graph = parameters.in(configuration);
        return new LogitsGraph(graph, ofOneClass(graph, kind), parameters.isLaidOutAs(graph));
    }

    /** A one-class network has learned from which score on a sample is normal (arXiv 1802.06360, the bias r). */
    private static OutputKind ofOneClass(ComputationGraph graph, OutputKind kind) {
        String output = graph.getConfiguration().getNetworkOutputs().get(0);
        boolean isOfOneClass = graph.getVertex(output).hasLayer()
                && graph.getLayer(output).conf().getLayer() instanceof OCNNOutputLayer;
        return isOfOneClass
                ? kind.above(graph.getLayer(output)
                        .getParam(OCNNParamInitializer.R_KEY)
                        .getFloat(0))
                : kind;
    }

    private static void requireKnownNumbers(Model network) {
        if (network.params() != null && network.params().dataType() == DataType.BFLOAT16) {
            throw new IllegalArgumentException("The " + network.getClass().getSimpleName()
                    + " computes with numbers of the type BFLOAT16, of which DL4J builds no other network; give the one that"
                    + " convertDataType(DataType.FLOAT) makes of it");
        }
    }

    /** Of a network of layers, as that of a graph. */
    private static ComputationGraphConfiguration configuration(Model network) {
        if (network instanceof ComputationGraph graph) {
            return ClonedConfiguration.of(graph.getConfiguration());
        }
        if (network instanceof MultiLayerNetwork layers) {
            return configuration(layers);
        }
        throw new IllegalArgumentException("A " + network.getClass().getName()
                + " is not supported; give a MultiLayerNetwork or a ComputationGraph");
    }

    private static ComputationGraphConfiguration configuration(MultiLayerNetwork network) {
        MultiLayerConfiguration original = network.getLayerWiseConfigurations().clone();
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .dataType(original.getDataType())
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("input");
        String previous = "input";
        List<NeuralNetConfiguration> layers = original.getConfs();
        for (int i = 0; i < layers.size(); i++) {
            String name = NetworkParameters.ofLayer(i);
            builder.addLayer(name, layers.get(i).getLayer(), original.getInputPreProcess(i), previous);
            previous = name;
        }
        return builder.setOutputs(previous).build();
    }

    public LogitsGraph copy() {
        return as(graph.params().dataType());
    }

    /**
     * A copy that computes with numbers of another type. Unlike that of DL4J ({@code convertDataType}), it does not go
     * through JSON, which parts of a user's own may not have.
     */
    public LogitsGraph as(DataType type) {
        ComputationGraphConfiguration configuration = ClonedConfiguration.of(graph.getConfiguration());
        configuration.setDataType(type);
        ComputationGraph copy = new ComputationGraph(configuration);
        copy.init(graph.params().dup().castTo(type), false);
        return new LogitsGraph(copy, output, hasAllParameters);
    }

    /**
     * Makes room for the gradients of all parameters, as DL4J's backward passes ask. They take as much memory as the
     * parameters, so that copies which only run forward have none.
     */
    public static void requireRoomForGradients(ComputationGraph graph) {
        if (graph.getFlattenedGradients() == null) {
            graph.initGradientsView();
        }
    }

    /** Gives the memory of its parameters back at once, not when they are collected; it is of no use any more. */
    public void release() {
        INDArray parameters = graph.params();
        if (parameters.closeable()) {
            parameters.close();
        }
    }

    /** Whether ND4J computes on the processor that the virtual machine runs on. */
    public static boolean isOnCpu() {
        return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
    }
}
