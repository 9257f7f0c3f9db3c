package org.robustness4j.dl4j.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.config.KerasModelConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.dl4j.hdf5.Hdf5File;
import org.robustness4j.dl4j.hdf5.Hdf5Group;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that Keras 1 or 2 saved as {@code .h5}, made a DL4J network by DL4J's own importer. The file is read here; the
 * importer gets its JSON and its arrays, and the native library of HDF5 is not needed.
 *
 * @param path the file
 * @param trusted whether its origin is known, so that it may use layers the user registered with the importer
 */
public record KerasFile(Path path, boolean trusted) {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.keras");

    /** Models have exactly as many as their file; some layers of DL4J have a few of their own. */
    private static final long LARGEST_RATIO = 2;

    private static final long FEW_PARAMETERS = 1_000_000;

    /** The values between two layers for one sample: 1 GiB. */
    private static final long MOST_ACTIVATIONS = 1L << 28;

    private static final int MOST_OF_A_MESSAGE = 300;

    /**
     * A network with what Keras says of its input.
     *
     * @param network a {@code MultiLayerNetwork} or a {@code ComputationGraph}
     * @param input the shape of its samples, null where the file does not say it
     */
    public record Imported(Model network, @Nullable InputType input) {}

    private interface Importing<T> {

        T result() throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException, IOException;
    }

    /**
     * Imports the model.
     *
     * @throws IllegalArgumentException if it is damaged, or holds what DL4J's importer does not read; the message goes
     *     on after the name of the file
     * @throws IOException if the file cannot be read
     */
    public Imported read() throws IOException {
        KerasConfiguration configuration;
        KerasWeights weights;
        try (Hdf5File file = Hdf5File.open(path)) {
            Hdf5Group root = file.root();
            configuration = KerasConfiguration.of(root, new KerasLayerKinds(trusted));
            weights = KerasWeights.read(root);
        }
        if (configuration.training() != null) {
            try {
                return imported(configuration, weights, configuration.training());
            } catch (IllegalArgumentException e) {
                LOG.debug("The model is read without what its file says of its training", e);
            }
        }
        return imported(configuration, weights, null);
    }

    private static Imported imported(
            KerasConfiguration configuration, KerasWeights weights, @Nullable String training) {
        KerasModelBuilder builder = new KerasModelBuilder(new KerasModelConfiguration())
                .modelJson(configuration.model())
                .enforceTrainingConfig(training != null);
        if (training != null) {
            builder.trainingJson(training);
        }
        if (configuration.isSequential()) {
            KerasSequentialModel model = byImporter(() -> new KerasSequentialModel(builder));
            MultiLayerConfiguration layers = byImporter(model::getMultiLayerConfiguration);
            long parameters = byImporter(() -> total(layers.getConfs().stream()
                    .mapToLong(layer -> layer.getLayer().initializer().numParams(layer))));
            return weighted(model, weights, parameters, values -> {
                MultiLayerNetwork network = new MultiLayerNetwork(layers);
                network.init(values, false);
                return network;
            });
        }
        KerasModel model = byImporter(() -> new KerasModel(builder));
        ComputationGraphConfiguration graph = byImporter(model::getComputationGraphConfiguration);
        long parameters = byImporter(
                () -> total(graph.getVertices().values().stream().mapToLong(vertex -> vertex.numParams(true))));
        return weighted(model, weights, parameters, values -> {
            ComputationGraph network = new ComputationGraph(graph);
            network.init(values, false);
            return network;
        });
    }

    /**
     * The network is made with zeros for weights, not with random ones as the importer does: its orthogonal
     * distribution does not come to an end with the natives of ND4J 1.0.0-M2.1, and others are the file's choice.
     */
    private static Imported weighted(
            KerasModel model, KerasWeights weights, long parameters, Function<@Nullable INDArray, Model> making) {
        requireSizes(model, parameters, weights);
        weights.requireLayers(model.getLayers());
        Model network = byImporter(() -> {
            weights.giveTo(model.getLayers());
            return making.apply(parameters == 0 ? null : Nd4j.zeros(DataType.FLOAT, 1, parameters));
        });
        requireShapes(network, model);
        return byImporter(() -> {
            KerasModelUtils.copyWeightsToModel(network, model.getLayers());
            return new Imported(network, input(model));
        });
    }

    /** The importer takes weights of any shape into a layer. */
    private static void requireShapes(Model network, KerasModel model) {
        Layer[] layers = network instanceof ComputationGraph graph
                ? graph.getLayers()
                : ((MultiLayerNetwork) network).getLayers();
        for (Layer layer : layers) {
            String name = layer.conf().getLayer().getLayerName();
            KerasLayer imported = model.getLayers().get(name);
            Map<String, INDArray> given = imported == null ? null : imported.getWeights();
            if (given == null) {
                continue;
            }
            layer.paramTable().forEach((parameter, expected) -> {
                INDArray array = given.get(parameter);
                if (array != null && !fits(array, expected, layer)) {
                    throw new IllegalArgumentException("holds a Keras model whose layer "
                            + KerasLayerKinds.shortened(name) + " has the weights " + parameter + " of the shape "
                            + Arrays.toString(expected.shape()) + " by its configuration, but stores them as "
                            + Arrays.toString(array.shape()) + "; save the model again with Keras");
                }
            });
        }
    }

    /** Convolutions of sequences take their kernel in Keras's order, {@code [length, inputs, outputs, 1]}. */
    private static boolean fits(INDArray array, INDArray expected, Layer layer) {
        boolean isReversed = layer.conf().getLayer() instanceof Convolution1DLayer && expected.rank() == 4;
        INDArray taken = isReversed ? expected.permute(2, 1, 0, 3) : expected;
        return Arrays.equals(axes(array), axes(taken));
    }

    /** A vector may be a row. */
    private static long[] axes(INDArray array) {
        return LongStream.of(array.shape()).filter(size -> size != 1).toArray();
    }

    private static @Nullable InputType input(KerasModel model) {
        return model.getInputLayerNames().size() == 1
                ? model.getOutputTypes().get(model.getInputLayerNames().get(0))
                : null;
    }

    /** The importer leaves casts and look-ups unchecked, and calls itself for what lies within. */
    private static <T> T byImporter(Importing<T> importing) {
        try {
            return importing.result();
        } catch (InvalidKerasConfigurationException
                | UnsupportedKerasConfigurationException
                | IOException
                | RuntimeException
                | StackOverflowError e) {
            throw notImported(e);
        }
    }

    /** The sum, at most the largest long, which no file has the weights for; so many, too, where a count is negative. */
    private static long total(LongStream counts) {
        return counts.reduce(
                0, (sum, count) -> count < 0 || sum > Long.MAX_VALUE - count ? Long.MAX_VALUE : sum + count);
    }

    /** Sizes of layers are the file's choice; memory is taken for them when the network is made. */
    private static void requireSizes(KerasModel model, long parameters, KerasWeights weights) {
        long most = LARGEST_RATIO * weights.count() + FEW_PARAMETERS;
        if (parameters > most) {
            throw new IllegalArgumentException(
                    "holds a Keras model of " + parameters + " weights by its layers, but only " + weights.count()
                            + " of them; it is damaged or made to harm: save the model again with Keras");
        }
        for (Map.Entry<String, InputType> output : model.getOutputTypes().entrySet()) {
            long values = output.getValue() == null ? 0 : output.getValue().arrayElementsPerExample();
            if (values > MOST_ACTIVATIONS) {
                throw new IllegalArgumentException("holds a Keras model whose layer "
                        + KerasLayerKinds.shortened(output.getKey()) + " gives " + values
                        + " values for each sample; at most " + MOST_ACTIVATIONS + " are computed");
            }
        }
    }

    private static IllegalArgumentException notImported(Throwable problem) {
        String message =
                String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        boolean isOnlyACast = problem instanceof ClassCastException || problem instanceof NullPointerException;
        return new IllegalArgumentException(
                "holds a Keras model that DL4J's importer does not take: "
                        + (isOnlyACast ? "it expects something else in the configuration, " : "")
                        + message.substring(0, Math.min(MOST_OF_A_MESSAGE, message.length()))
                        + "; build the model without it, or save it with another version of Keras 2",
                problem);
    }
}
