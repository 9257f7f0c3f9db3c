package org.robustness4j.dl4j.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.backend.BackendChoice;
import org.robustness4j.dl4j.layerwise.InputGradients;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.ParameterIndex;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.IntervalPass;
import org.robustness4j.model.internal.OutputView;
import org.robustness4j.model.internal.TrainableModel;
import org.robustness4j.model.internal.TrainingPass;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.network.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy of a DL4J network in training, with its updater, the updater's state, and its counts of iterations and epochs.
 */
public final class Dl4jTraining implements TrainableModel {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    private final Model network;
    private final @Nullable DataNormalization normalizer;
    private final AffineNormalization normalization;
    private final ClassLogits output;
    private final long seed;
    private final ExecutorService executor;
    private final OptimizerStep updateRule;
    private final FrozenParameters frozen;
    private final Optional<String> randomness;
    private final ClassifiersInTraining inTraining;
    private final WeightGradients gradients;

    public Dl4jTraining(
            Model original,
            @Nullable DataNormalization normalizer,
            OutputView view,
            InputShape shape,
            long seed,
            int workers) {
        this.network = copy(original);
        this.normalizer = normalizer;
        this.normalization = AffineNormalization.of(normalizer, shape);
        this.seed = seed;
        this.executor = Executors.newFixedThreadPool(workers, Dl4jTraining::daemon);
        this.updateRule = new OptimizerStep(network);
        this.frozen = new FrozenParameters(network);
        TrainingNoise noise = new TrainingNoise(network);
        this.randomness = noise.randomness();
        LogitsGraph inference = LogitsGraph.forInference(network, view);
        requireAllParameters(inference);
        this.output = new LayerwiseClassifier(inference, normalization, shape).output();
        requireOrdinary(output);
        Optional<BackendChoice.Trainable> compiled = BackendChoice.trainable(inference, shape);
        this.inTraining = compiled.<ClassifiersInTraining>map(trainable ->
                        new CompiledClassifiersInTraining(inference, output, normalization, shape, trainable.network()))
                .orElseGet(() -> layerwise(inference, shape));
        this.gradients = compiled.filter(trainable -> isTheSameInTraining(noise))
                .flatMap(trainable -> compiledGradients(trainable, inference, shape))
                .orElseGet(() -> new LayerwiseWeightGradients(LogitsGraph.forTraining(network, view), shape));
    }

    private static void requireAllParameters(LogitsGraph inference) {
        if (!inference.hasAllParameters()) {
            throw new IllegalArgumentException(inference.output().end()
                    + " has parameters that decide nothing about classes, such as the centers of a CenterLossOutputLayer,"
                    + " or gives its outputs to others; harden a copy that ends in an OutputLayer");
        }
    }

    private static void requireOrdinary(ClassLogits output) {
        if (!output.isOrdinary()) {
            throw new IllegalArgumentException(
                    "Hardening trains a network that gives one class for each sample and nothing"
                            + " else, but this one gives labels, classes for each step, or several outputs; train it with"
                            + " adversarial examples of your own, which an attack on it finds");
        }
    }

    private ClassifiersInTraining layerwise(LogitsGraph inference, InputShape shape) {
        new InputGradients(inference, shape).missing().ifPresent(reason -> {
            throw new IllegalArgumentException("Hardening needs input gradients, but " + reason
                    + "; harden the part of the network behind that layer, on its output");
        });
        return new LayerwiseClassifiersInTraining(inference, normalization, shape);
    }

    private static boolean isTheSameInTraining(TrainingNoise noise) {
        if (!noise.isAbsent()) {
            LOG.info(
                    "The network is trained by DL4J's own layers, which is slower: it has {}",
                    noise.randomness().orElse("batch normalisation"));
        }
        return noise.isAbsent();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "robustness-training");
        thread.setDaemon(true);
        return thread;
    }

    private Optional<WeightGradients> compiledGradients(
            BackendChoice.Trainable compiled, LogitsGraph inference, InputShape shape) {
        try {
            TrainableNetwork shared = compiled.network();
            return Optional.of(new CompiledWeightGradients(
                    shared,
                    compiled.name(),
                    ParameterIndex.of(inference, shape),
                    executor,
                    () -> weights(inference, shape)));
        } catch (UntranslatableException e) {
            LOG.info("The network is trained by DL4J's own layers, which is slower: it has {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Network weights(LogitsGraph inference, InputShape shape) {
        try {
            return NetworkTranslation.translate(inference.graph(), shape);
        } catch (UntranslatableException e) {
            throw new IllegalStateException("The network was translated before, and now is not", e);
        }
    }

    /** Through DL4J's own format, which keeps everything that training goes on from. */
    private static Model copy(Model original) {
        boolean hasUpdater = original instanceof ComputationGraph graph
                ? graph.getUpdater(false) != null
                : ((MultiLayerNetwork) original).getUpdater(false) != null;
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ModelSerializer.writeModel(original, bytes, hasUpdater);
            ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
            return original instanceof ComputationGraph
                    ? ModelSerializer.restoreComputationGraph(in, true)
                    : ModelSerializer.restoreMultiLayerNetwork(in, true);
        } catch (IOException e) {
            throw new UncheckedIOException("The network cannot be copied", e);
        }
    }

    /** The network that is trained; it changes with every update. */
    Model network() {
        return network;
    }

    @Override
    public List<DifferentiableClassifier> classifiers(int count) {
        return inTraining.classifiers(count);
    }

    @Override
    public Optional<String> randomness() {
        return randomness;
    }

    @Override
    public TrainingPass forward(Matrix batch) {
        int iteration = BaseOptimizer.getIterationCount(network);
        gradients.at(iteration, BaseOptimizer.getEpochCount(network));
        if (randomness.isPresent()) {
            // a function of the iteration, so that training resumes to the same result
            Nd4j.getRandom().setSeed(seed * 0x9e3779b97f4a7c15L + iteration);
        }
        Matrix outputs = gradients.forward(normalization.normalize(batch));
        Matrix logits = output.logits(outputs, batch);
        return new TrainingPass() {
            @Override
            public Matrix logits() {
                return logits;
            }

            @Override
            public void backward(Matrix upstream) {
                gradients.backward(output.backward(upstream, outputs, batch), updateRule.gradients());
                frozen.clear(updateRule.gradients());
            }
        };
    }

    @Override
    public IntervalPass forward(Matrix samples, Matrix low, Matrix high) {
        if (!(gradients instanceof CompiledWeightGradients compiled) || !output.isIdentity()) {
            throw new IllegalArgumentException(
                    "Certified training computes intervals of networks that are compiled, and"
                            + " that give a logit for each class, without batch normalisation and dropout; this one is trained by "
                            + trainedBy()
                            + randomness.map(what -> ", as it has " + what).orElse(""));
        }
        CompiledWeightGradients.Intervals pass = compiled.forward(
                normalization.normalize(samples), normalization.normalize(low), normalization.normalize(high));
        return new IntervalPass() {
            @Override
            public Matrix logits() {
                return pass.samples().logits();
            }

            @Override
            public Matrix intervals() {
                return pass.boxes().logits();
            }

            @Override
            public void backward(Matrix ofLogits, Matrix ofIntervals) {
                compiled.backward(pass, ofLogits, ofIntervals, updateRule.gradients());
                frozen.clear(updateRule.gradients());
            }
        };
    }

    @Override
    public void update(int samples) {
        updateRule.apply(samples);
        inTraining.load(network.params());
        gradients.follow(network.params());
    }

    @Override
    public void endEpoch() {
        updateRule.endEpoch();
    }

    @Override
    public void setLearningRate(double rate) {
        updateRule.setLearningRate(rate);
    }

    @Override
    public boolean isFinite() {
        return Double.isFinite(network.params().sumNumber().doubleValue());
    }

    @Override
    public String trainedBy() {
        return gradients.name();
    }

    @Override
    public void save(Path file) throws IOException {
        updateRule.withOwnRates(() -> ModelSerializer.writeModel(network, file.toFile(), true));
        if (normalizer != null) {
            ModelSerializer.addNormalizerToModel(file.toFile(), normalizer);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
