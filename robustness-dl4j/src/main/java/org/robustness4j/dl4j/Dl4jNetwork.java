package org.robustness4j.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
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
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.dl4j.backend.BackendChoice;
import org.robustness4j.dl4j.backend.ProvableNetwork;
import org.robustness4j.dl4j.network.ClonedConfiguration;
import org.robustness4j.dl4j.network.CustomClasses;
import org.robustness4j.dl4j.network.ExpectedInput;
import org.robustness4j.dl4j.network.IndexInput;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.dl4j.training.Dl4jTraining;
import org.robustness4j.dl4j.training.FrozenParameters;
import org.robustness4j.dl4j.training.OptimizerStep;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.OutputView;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.ProvableModel;
import org.robustness4j.model.internal.TrainableModel;

/**
 * A {@code MultiLayerNetwork} or a {@code ComputationGraph} with one input, and the normaliser its data
 * goes through first. Both are read, never changed: attacks work on a copy.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Dl4jNetwork implements AdaptedModel {

    private final Model network;
    private final @Nullable DataNormalization normalizer;
    private final OutputView view;
    private final @Nullable InputType input;
    private final Supplier<OutputKind> output;
    private final @Nullable IndexInput indices;
    private final ExpectedInput expected;

    private Dl4jNetwork(
            Model network, @Nullable DataNormalization normalizer, OutputView view, @Nullable InputType input) {
        this.network = network;
        this.normalizer = normalizer;
        this.input = input;
        LogitsGraph logits = logits(network, view);
        OutputKind kind = logits == null ? null : logits.output();
        this.view = kind == null ? view : kind.view();
        this.output = () -> kind == null ? logitGraph().output() : kind;
        this.indices = logits == null || normalizer != null
                ? null
                : IndexInput.of(logits.graph()).orElse(null);
        this.expected = ExpectedInput.of(network, input);
        if (logits != null) {
            logits.release();
        }
    }

    /** A network of which another library says what samples it takes; null where it says nothing. */
    static Dl4jNetwork of(Model network, @Nullable InputType input) {
        return new Dl4jNetwork(network, null, OutputView.WHOLE, input);
    }

    /** Null where a name of one of several outputs is still to come, or an error that says so. */
    private static @Nullable LogitsGraph logits(Model network, OutputView view) {
        try {
            return logitGraph(network, view);
        } catch (IllegalArgumentException e) {
            if (view.output().isEmpty()
                    && network instanceof ComputationGraph graph
                    && graph.getNumOutputArrays() > 1
                    && graph.getNumInputArrays() == 1) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Takes a network that is fed the user's data as it is.
     *
     * @throws IllegalArgumentException if it is of another kind, not initialised, or not a classifier
     */
    public static Dl4jNetwork of(Model network) {
        return new Dl4jNetwork(network, null, OutputView.WHOLE, null);
    }

    /**
     * Takes a network behind a normaliser; samples, range and epsilon are those of the data before normalisation.
     *
     * @throws IllegalArgumentException if the network is of another kind, not initialised, or not a classifier
     */
    public static Dl4jNetwork of(Model network, DataNormalization normalizer) {
        return new Dl4jNetwork(network, normalizer, OutputView.WHOLE, null);
    }

    private LogitsGraph logitGraph() {
        return logitGraph(network, view);
    }

    private static LogitsGraph logitGraph(Model network, OutputView view) {
        if (network.params() == null || network.params().isEmpty()) {
            throw new IllegalArgumentException("The " + network.getClass().getSimpleName()
                    + " has no parameters yet; call init() or load trained ones");
        }
        requireFinite(network.params());
        return LogitsGraph.forInference(network, view);
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
    public String type() {
        return network.getClass().getSimpleName();
    }

    @Override
    public ModelIdentity identity() {
        return new ModelIdentity(
                type(),
                sha256(),
                network.numParams(),
                Nd4j.getBackend().getClass().getSimpleName() + ", ND4J " + nd4jVersion());
    }

    /** Of another view it is another one: what is attacked is another function. */
    private String sha256() {
        String ofNetwork = new NetworkFingerprint(network).sha256();
        return view.equals(OutputView.WHOLE)
                ? ofNetwork
                : Sha256.hex((ofNetwork + view).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OutputView view() {
        return view;
    }

    @Override
    public AdaptedModel viewed(OutputView newView) {
        return new Dl4jNetwork(network, normalizer, newView, input);
    }

    @Override
    public SampleSource.Format format() {
        return output.get().format(channelsLast());
    }

    @Override
    public List<String> classNames(List<String> given, InputShape shape) {
        return output.get().classNames(given, shape);
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

    /** The names of the outputs; one that is empty where there is one without a name. */
    List<String> outputs() {
        return network instanceof ComputationGraph graph
                ? graph.getConfiguration().getNetworkOutputs()
                : List.of("");
    }

    /** The user's own. */
    Model network() {
        return network;
    }

    /** What the network says of the samples that it takes. */
    ExpectedInput expectedInput() {
        return expected;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        return new OwnOutput(network, normalizer, output.get(), expected, shape);
    }

    @Override
    public ProvableModel provable(InputShape shape) {
        return new ProvableNetwork(logitGraph(), shape).model();
    }

    @Override
    public Matrix normalized(Matrix samples, InputShape shape) {
        return AffineNormalization.of(normalizer, shape).normalize(samples);
    }

    @Override
    public Optional<Domain> tokens() {
        return Optional.ofNullable(indices).map(IndexInput::domain);
    }

    @Override
    public List<Class<?>> ownCode() {
        return new CustomClasses(network, normalizer).classes();
    }

    @Override
    public PortableModel portable() {
        return StoredNetwork.of(network, normalizer, view);
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
            ComputationGraphConfiguration configuration = ClonedConfiguration.of(graph.getConfiguration());
            configuration.setIterationCount(0);
            configuration.setEpochCount(0);
            ComputationGraph fresh = new ComputationGraph(configuration);
            fresh.init();
            return new Dl4jNetwork(fresh, normalizer, view, input);
        }
        MultiLayerConfiguration configuration =
                ((MultiLayerNetwork) network).getLayerWiseConfigurations().clone();
        configuration.setIterationCount(0);
        configuration.setEpochCount(0);
        MultiLayerNetwork fresh = new MultiLayerNetwork(configuration);
        fresh.init();
        return new Dl4jNetwork(fresh, normalizer, view, input);
    }

    @Override
    public TrainableModel trainable(InputShape shape, long seed, int workers) {
        return new Dl4jTraining(network, normalizer, view, shape, seed, workers);
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
