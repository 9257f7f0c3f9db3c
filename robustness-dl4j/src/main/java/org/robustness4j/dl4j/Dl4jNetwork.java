package org.robustness4j.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.backend.BackendChoice;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.dl4j.network.CustomClasses;
import org.robustness4j.dl4j.network.ExpectedInput;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.dl4j.training.Dl4jTraining;
import org.robustness4j.dl4j.training.FrozenParameters;
import org.robustness4j.dl4j.training.OptimizerStep;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.ScoreShape;
import org.robustness4j.model.internal.TrainableModel;

/**
 * A {@code MultiLayerNetwork} or a {@code ComputationGraph} with one input and one output, and the normaliser its data
 * goes through first. Both are read, never changed: attacks work on a copy.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Dl4jNetwork implements AdaptedModel {

    private final Model network;
    private final @Nullable DataNormalization normalizer;
    private final OutputKind output;
    private final ExpectedInput expected;

    private Dl4jNetwork(Model network, @Nullable DataNormalization normalizer, @Nullable InputType input) {
        this.network = network;
        this.normalizer = normalizer;
        this.output = logitGraph().output();
        this.expected = ExpectedInput.of(network, input);
    }

    /** A network of which another library says what samples it takes; null where it says nothing. */
    static Dl4jNetwork of(Model network, @Nullable InputType input) {
        return new Dl4jNetwork(network, null, input);
    }

    /**
     * Takes a network that is fed the user's data as it is.
     *
     * @throws IllegalArgumentException if it is of another kind, not initialised, or not a classifier
     */
    public static Dl4jNetwork of(Model network) {
        return new Dl4jNetwork(network, null, null);
    }

    /**
     * Takes a network behind a normaliser; samples, range and epsilon are those of the data before normalisation.
     *
     * @throws IllegalArgumentException if the network is of another kind, not initialised, or not a classifier
     */
    public static Dl4jNetwork of(Model network, DataNormalization normalizer) {
        return new Dl4jNetwork(network, normalizer, null);
    }

    private LogitsGraph logitGraph() {
        if (network.params() == null || network.params().isEmpty()) {
            throw new IllegalArgumentException("The " + network.getClass().getSimpleName()
                    + " has no parameters yet; call init() or load trained ones");
        }
        requireFinite(network.params());
        return LogitsGraph.forInference(network);
    }

    private static void requireFinite(INDArray parameters) {
        if (Double.isFinite(parameters.sumNumber().doubleValue())) {
            return;
        }
        for (long i = 0; i < parameters.length(); i++) {
            double value = parameters.getDouble(i);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("Parameter " + i + " of the network is " + value
                        + "; a network that diverged in training cannot be evaluated: train it again, with a smaller"
                        + " learning rate");
            }
        }
    }

    @Override
    public ModelIdentity identity() {
        return new ModelIdentity(
                network.getClass().getSimpleName(),
                new NetworkFingerprint(network).sha256(),
                network.numParams(),
                Nd4j.getBackend().getClass().getSimpleName() + ", ND4J " + nd4jVersion());
    }

    private static String nd4jVersion() {
        Properties properties = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The version of ND4J cannot be read from its jar", e);
        }
        return properties.getProperty("version", "of unknown version");
    }

    @Override
    public boolean channelsLast() {
        return expected.channelsLast();
    }

    /** What the network says of the samples that it takes. */
    ExpectedInput expectedInput() {
        return expected;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        BatchArrays batches = new BatchArrays(shape, network.params().dataType());
        return batch -> {
            INDArray input = batches.toArray(batch);
            if (normalizer != null) {
                normalizer.transform(input);
            }
            return scores(output(input, shape), batch.rows());
        };
    }

    /** Samples of another shape than the network expects may be what it takes; when they are not, it is said so. */
    private INDArray output(INDArray input, InputShape shape) {
        try {
            return network instanceof ComputationGraph graph
                    ? graph.outputSingle(false, input)
                    : ((MultiLayerNetwork) network).output(input, false);
        } catch (RuntimeException e) {
            throw expected.objection(shape)
                    .<RuntimeException>map(objection -> new IllegalArgumentException(objection, e))
                    .orElse(e);
        }
    }

    private Matrix scores(INDArray result, int samples) {
        ScoreShape shape = ScoreShape.unknown("The " + network.getClass().getSimpleName());
        if (result.rank() != 2) {
            throw new IllegalStateException(
                    "The " + network.getClass().getSimpleName() + " gives an output of the shape "
                            + Arrays.toString(result.shape()) + " for a batch of " + samples + "; a classifier's is ["
                            + samples + ", classes]");
        }
        if (result.size(0) != samples) {
            throw new IllegalStateException(shape.wrongRows(result.size(0), samples));
        }
        return shape.require(output.classScores(BatchArrays.toMatrix(result)), samples);
    }

    @Override
    public Matrix normalized(Matrix samples, InputShape shape) {
        return AffineNormalization.of(normalizer, shape).normalize(samples);
    }

    @Override
    public List<Class<?>> ownCode() {
        return new CustomClasses(network, normalizer).classes();
    }

    @Override
    public PortableModel portable() {
        return StoredNetwork.of(network, normalizer);
    }

    @Override
    public String trainingFingerprint(InputShape shape) {
        return new NetworkFingerprint(network).withTraining(AffineNormalization.of(normalizer, shape));
    }

    @Override
    public AdaptedModel untrained() {
        if (OptimizerStep.layers(network).stream().anyMatch(FrozenParameters::isFrozen)) {
            throw new IllegalArgumentException("The " + network.getClass().getSimpleName()
                    + " has frozen layers, whose weights cannot be learned anew; train it from its own weights");
        }
        if (network instanceof ComputationGraph graph) {
            ComputationGraphConfiguration configuration =
                    graph.getConfiguration().clone();
            configuration.setIterationCount(0);
            configuration.setEpochCount(0);
            ComputationGraph fresh = new ComputationGraph(configuration);
            fresh.init();
            return new Dl4jNetwork(fresh, normalizer, null);
        }
        MultiLayerConfiguration configuration =
                ((MultiLayerNetwork) network).getLayerWiseConfigurations().clone();
        configuration.setIterationCount(0);
        configuration.setEpochCount(0);
        MultiLayerNetwork fresh = new MultiLayerNetwork(configuration);
        fresh.init();
        return new Dl4jNetwork(fresh, normalizer, null);
    }

    @Override
    public TrainableModel trainable(InputShape shape, long seed, int workers) {
        return new Dl4jTraining(network, normalizer, shape, seed, workers);
    }

    @Override
    public Classifier classifier(InputShape shape) {
        try {
            return BackendChoice.classifier(logitGraph(), AffineNormalization.of(normalizer, shape), shape);
        } catch (IllegalArgumentException e) {
            throw expected.objection(shape)
                    .map(objection -> new IllegalArgumentException(objection, e))
                    .orElse(e);
        }
    }
}
