package org.robustness4j.dl4j.file;

import java.util.Objects;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of a configuration that was looked at, made as {@code ModelSerializer} makes it; one of the two is null.
 *
 * @param parameters how many it has
 */
public record CheckedNetwork(
        @Nullable MultiLayerConfiguration layers, @Nullable ComputationGraphConfiguration graph, long parameters) {

    /** AMSGrad, which keeps most of DL4J's updaters, keeps 3 values for each parameter. */
    private static final long MOST_STATE_OF_A_PARAMETER = 8;

    /** More than any network has, and few enough to count their bytes. */
    private static final long MOST_PARAMETERS = 1L << 48;

    /** DL4J quotes JSON. */
    private static final int MOST_OF_A_MESSAGE = 1000;

    /** Sizes of layers are the file's choice, and their product may be anything. */
    public CheckedNetwork {
        parameters = Math.max(0, Math.min(MOST_PARAMETERS, parameters));
    }

    /** @throws IllegalArgumentException if DL4J cannot read it; the message goes on after the name of the file */
    static CheckedNetwork of(ModelConfiguration stored) {
        return byDl4j(() -> {
            if (stored.isGraph()) {
                ComputationGraphConfiguration graph = ComputationGraphConfiguration.fromJson(stored.json());
                long parameters = graph.getVertices().values().stream()
                        .mapToLong(vertex -> vertex.numParams(true))
                        .sum();
                return new CheckedNetwork(null, graph, parameters);
            }
            MultiLayerConfiguration layers = MultiLayerConfiguration.fromJson(stored.json());
            long parameters = layers.getConfs().stream()
                    .mapToLong(layer -> layer.getLayer().initializer().numParams(layer))
                    .sum();
            return new CheckedNetwork(layers, null, parameters);
        });
    }

    /** How many values its updater may keep. */
    public long mostState() {
        return MOST_STATE_OF_A_PARAMETER * parameters;
    }

    /**
     * The network with its weights.
     *
     * @throws IllegalArgumentException if these are not of the network; the message goes on after the name of the file
     */
    public Model with(INDArray values, @Nullable INDArray state) {
        return byDl4j(() -> graph == null ? network(values, state) : graph(graph, values, state));
    }

    private Model network(INDArray values, @Nullable INDArray state) {
        MultiLayerConfiguration configuration = Objects.requireNonNull(layers);
        configuration.setDataType(values.dataType());
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(values, false);
        if (state != null) {
            network.getUpdater().setStateViewArray(network, state, false);
        }
        return network;
    }

    private static Model graph(ComputationGraphConfiguration configuration, INDArray values, @Nullable INDArray state) {
        configuration.setDataType(values.dataType());
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(values, false);
        if (state != null) {
            graph.getUpdater().setStateViewArray(state);
        }
        return graph;
    }

    private static <T> T byDl4j(Supplier<T> made) {
        try {
            return made.get();
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    "holds a model that DL4J cannot make a network of: "
                            + problem.substring(0, Math.min(MOST_OF_A_MESSAGE, problem.length()))
                            + "; write it again with this version of DL4J",
                    e);
        }
    }
}
