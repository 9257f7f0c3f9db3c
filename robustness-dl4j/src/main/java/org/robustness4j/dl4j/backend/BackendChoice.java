package org.robustness4j.dl4j.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.layerwise.InputGradients;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.IndexInput;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.dl4j.translation.EmbeddedNetwork;
import org.robustness4j.dl4j.translation.LookedUpClassifier;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.TranslatedClassifier;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.HeapTooSmallException;
import org.robustness4j.model.internal.backend.GradientBackend;
import org.robustness4j.model.internal.backend.TrainableNetwork;
import org.robustness4j.model.internal.network.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what computes a DL4J network: a backend where one can, otherwise DL4J's own layers. */
public final class BackendChoice {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    /** As they are read, and arranged for both directions, with room for buffers. */
    private static final int COPIES_OF_WEIGHTS = 4;

    private BackendChoice() {}

    /**
     * What computes a network. One that gives no gradients of its input is no {@link DifferentiableClassifier}, and says
     * why.
     *
     * @param graph the caller's no more: it is given back as soon as something else computes it
     */
    public static Classifier classifier(LogitsGraph graph, AffineNormalization normalization, InputShape shape) {
        Optional<IndexInput> indices = normalization.isNone() ? IndexInput.of(graph.graph()) : Optional.empty();
        if (indices.isPresent()) {
            return ofIndices(graph, indices.get(), shape);
        }
        LayerwiseClassifier own = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);
        try {
            requireCpu();
            DataType type = graph.graph().params().dataType();
            LogitsGraph floats = type == DataType.FLOAT ? graph : graph.as(DataType.FLOAT);
            Network network = translated(floats, shape);
            Matrix probes = ProbeInputs.of(shape);
            Matrix expected = own.probeOutputs();
            if (type != DataType.FLOAT && type != DataType.DOUBLE) {
                // of few digits: the translation is held to the same weights in float32, and those to the network
                // itself
                Matrix exact = new LayerwiseClassifier(floats, AffineNormalization.none(), shape).probeOutputs();
                Agreement.ofShortNumbers(type).require(exact, expected);
                expected = exact;
            }
            if (type != DataType.FLOAT) {
                floats.release();
            }
            DifferentiableClassifier compiled = first(probes, expected, backend -> {
                DifferentiableClassifier classifier = backend.compile(network);
                return new Compiled<>(classifier, classifier);
            });
            graph.release();
            return new TranslatedClassifier(compiled, normalization, own.output());
        } catch (UntranslatableException e) {
            LOG.info("The network is computed by DL4J's own layers, which is slower: {}", e.getMessage());
            LayerwiseClassifier layers = new LayerwiseClassifier(graph, normalization, shape);
            return new InputGradients(graph, shape)
                    .missing()
                    .<Classifier>map(reason -> new ScoreOnlyClassifier(layers, reason))
                    .orElse(layers);
        }
    }

    /** A network of indices: split behind its embedding where the rest can be translated, its scores alone where not. */
    private static Classifier ofIndices(LogitsGraph graph, IndexInput indices, InputShape shape) {
        LayerwiseClassifier layers = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);
        OptionalInt vocabulary = OptionalInt.of(indices.vocabulary());
        String whyNoGradients = "the network gives none, because " + indices.reason();
        try {
            requireCpu();
            requireFloats(graph);
            EmbeddedNetwork split = EmbeddedNetwork.of(graph.graph(), indices, shape);
            Matrix probes = ProbeInputs.indices(shape, indices.vocabulary());
            Matrix expected = layers.outputs(probes);
            DifferentiableClassifier rest = first(split.lookUp(probes), expected, backend -> {
                DifferentiableClassifier classifier = backend.compile(split.rest());
                return new Compiled<>(classifier, classifier);
            });
            return new LookedUpClassifier(
                    split,
                    new TranslatedClassifier(rest, AffineNormalization.none(), layers.outputFor(split.shape())),
                    vocabulary,
                    whyNoGradients);
        } catch (UntranslatableException e) {
            LOG.info(
                    "The network is computed by DL4J's own layers, and its indices are not ranked: {}", e.getMessage());
            return new ScoreOnlyClassifier(layers, whyNoGradients, vocabulary);
        }
    }

    /** A network whose weights change, and the name of what computes it. */
    public record Trainable(TrainableNetwork network, String name) {}

    /** The network in the first backend that computes what DL4J does and follows changing weights, if there is one. */
    public static Optional<Trainable> trainable(LogitsGraph graph, InputShape shape) {
        try {
            requireCpu();
            requireFloats(graph);
            Network network = translated(graph, shape);
            Matrix probes = ProbeInputs.of(shape);
            Matrix expected = new LayerwiseClassifier(graph, AffineNormalization.none(), shape).probeOutputs();
            return Optional.of(first(probes, expected, backend -> {
                TrainableNetwork trainable = backend.compileTrainable(network);
                return new Compiled<>(new Trainable(trainable, backend.name()), trainable.classifier());
            }));
        } catch (UntranslatableException e) {
            LOG.info("The network is trained by DL4J's own layers, which is slower: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Network translated(LogitsGraph graph, InputShape shape) throws UntranslatableException {
        try {
            return NetworkTranslation.translate(graph.graph(), shape);
        } catch (OutOfMemoryError e) {
            long weights = Float.BYTES * graph.graph().numParams();
            throw new HeapTooSmallException(
                    "its weights take " + HeapTooSmallException.mebibytes(weights)
                            + ", and several times as much is needed to compute it",
                    Math.max(
                            COPIES_OF_WEIGHTS * weights,
                            2 * Runtime.getRuntime().maxMemory()),
                    e);
        }
    }

    private static void requireCpu() throws UntranslatableException {
        if (!LogitsGraph.isOnCpu()) {
            throw new UntranslatableException("ND4J computes on another device than the CPU");
        }
    }

    /** What changes weights has to change them in the numbers that they are kept in. */
    private static void requireFloats(LogitsGraph graph) throws UntranslatableException {
        DataType type = graph.graph().params().dataType();
        if (type != DataType.FLOAT) {
            throw new UntranslatableException("its numbers are of the type " + type + ", not FLOAT");
        }
    }

    /** What a backend made of a network, and a classifier to check it with. */
    private record Compiled<T>(T result, DifferentiableClassifier classifier) {}

    /** What the first backend makes of the network that computes what DL4J does. */
    private static <T> T first(Matrix probes, Matrix expected, Function<GradientBackend, Compiled<T>> compiling)
            throws UntranslatableException {
        List<String> reasons = new ArrayList<>();
        for (GradientBackend backend : GradientBackend.all()) {
            try {
                Compiled<T> compiled = compiling.apply(backend);
                Agreement.OF_FLOATS.require(compiled.classifier().logits(probes), expected);
                return compiled.result();
            } catch (UntranslatableException | IllegalArgumentException e) {
                reasons.add(backend.name() + " cannot compute it: " + e.getMessage());
            } catch (HeapTooSmallException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn("The backend {} failed; please report this network", backend.name(), e);
                reasons.add(backend.name() + " failed: " + e);
            }
        }
        throw new UntranslatableException(
                reasons.isEmpty() ? "there is no backend on the classpath" : String.join("; ", reasons));
    }
}
