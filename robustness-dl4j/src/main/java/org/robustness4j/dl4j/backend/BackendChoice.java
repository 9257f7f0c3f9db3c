package org.robustness4j.dl4j.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.layerwise.InputGradients;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.IndexInput;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.OutputKind;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.dl4j.translation.EmbeddedNetwork;
import org.robustness4j.dl4j.translation.LookedUpClassifier;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.TranslatedClassifier;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.internal.network.GradientBackend;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.TrainableNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what computes a DL4J network: a backend where one can, otherwise DL4J's own layers. */
public final class BackendChoice {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    /** The largest difference of two ways to compute float32 logits, as a share of their spread. */
    private static final double TOLERANCE = 1e-3;

    /** From where logits of any spread count as equal. */
    private static final double ROUNDING = 1e-6;

    private BackendChoice() {}

    /** A network that gives no gradients of its input is no {@link DifferentiableClassifier}, and says why. */
    public static Classifier classifier(LogitsGraph graph, AffineNormalization normalization, InputShape shape) {
        Optional<IndexInput> indices = normalization.isNone() ? IndexInput.of(graph.graph()) : Optional.empty();
        if (indices.isPresent()) {
            return ofIndices(graph, indices.get(), shape);
        }
        LayerwiseClassifier unnormalized = new LayerwiseClassifier(graph, AffineNormalization.none(), shape);
        try {
            requireFloatsOnCpu(graph);
            Network network = NetworkTranslation.translate(graph.graph(), shape);
            Matrix probes = ProbeInputs.of(ProbeInputs.SCALES, shape.features());
            DifferentiableClassifier compiled = first(graph.output(), probes, unnormalized.logits(probes), backend -> {
                DifferentiableClassifier classifier = backend.compile(network);
                return new Compiled<>(classifier, classifier);
            });
            return new TranslatedClassifier(compiled, normalization, graph.output());
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
            requireFloatsOnCpu(graph);
            EmbeddedNetwork split = EmbeddedNetwork.of(graph.graph(), indices, shape);
            Matrix probes = ProbeInputs.indices(shape, indices.vocabulary());
            Matrix expected = layers.logits(probes);
            DifferentiableClassifier rest = first(graph.output(), split.lookUp(probes), expected, backend -> {
                DifferentiableClassifier classifier = backend.compile(split.rest());
                return new Compiled<>(classifier, classifier);
            });
            return new LookedUpClassifier(
                    split,
                    new TranslatedClassifier(rest, AffineNormalization.none(), graph.output()),
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
            requireFloatsOnCpu(graph);
            Network network = NetworkTranslation.translate(graph.graph(), shape);
            Matrix probes = ProbeInputs.of(ProbeInputs.SCALES, shape.features());
            Matrix expected = new LayerwiseClassifier(graph, AffineNormalization.none(), shape).logits(probes);
            return Optional.of(first(graph.output(), probes, expected, backend -> {
                TrainableNetwork trainable = backend.compileTrainable(network);
                return new Compiled<>(new Trainable(trainable, backend.name()), trainable.classifier());
            }));
        } catch (UntranslatableException e) {
            LOG.info("The network is trained by DL4J's own layers, which is slower: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void requireFloatsOnCpu(LogitsGraph graph) throws UntranslatableException {
        if (!LogitsGraph.isOnCpu()) {
            throw new UntranslatableException("ND4J computes on another device than the CPU");
        }
        DataType type = graph.graph().params().dataType();
        if (type != DataType.FLOAT) {
            throw new UntranslatableException("its numbers are of the type " + type + ", not FLOAT");
        }
    }

    /** What a backend made of a network, and a classifier to check it with. */
    private record Compiled<T>(T result, DifferentiableClassifier classifier) {}

    /** What the first backend makes of the network that computes what DL4J does. */
    private static <T> T first(
            OutputKind output, Matrix probes, Matrix expected, Function<GradientBackend, Compiled<T>> compiling)
            throws UntranslatableException {
        List<String> reasons = new ArrayList<>();
        for (GradientBackend backend : backends()) {
            try {
                Compiled<T> compiled = compiling.apply(backend);
                requireAgreement(output.logits(compiled.classifier().logits(probes)), expected);
                return compiled.result();
            } catch (UntranslatableException | IllegalArgumentException e) {
                reasons.add(backend.name() + " cannot compute it: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("The backend {} failed; please report this network", backend.name(), e);
                reasons.add(backend.name() + " failed: " + e);
            }
        }
        throw new UntranslatableException(
                reasons.isEmpty() ? "there is no backend on the classpath" : String.join("; ", reasons));
    }

    private static List<GradientBackend> backends() {
        return ServiceLoader.load(GradientBackend.class, GradientBackend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(GradientBackend::priority).reversed())
                .toList();
    }

    /**
     * What a translation gets wrong must not be attacked: DL4J's layers are then used instead. Only logits are
     * compared, since DL4J's own gradients are wrong for some layers; inputs for which they are not finite say nothing.
     */
    static void requireAgreement(Matrix actual, Matrix expected) throws UntranslatableException {
        if (actual.rows() != expected.rows() || actual.columns() != expected.columns()) {
            throw new UntranslatableException("it gives " + actual.columns() + " logits where DL4J gives "
                    + expected.columns() + "; please report this network");
        }
        int compared = 0;
        for (int row = 0; row < expected.rows(); row++) {
            if (!expected.isFinite(row)) {
                continue;
            }
            compared++;
            double difference = 0;
            double smallest = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < expected.columns(); j++) {
                double value = expected.get(row, j);
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                difference = Math.max(difference, Math.abs(value - actual.get(row, j)));
            }
            double size = Math.max(Math.abs(smallest), Math.abs(largest));
            if (!(difference <= TOLERANCE * (largest - smallest) + ROUNDING * (1 + size))) {
                throw new UntranslatableException(
                        "its logits differ from DL4J's by " + difference + "; please report this network");
            }
        }
        if (compared == 0) {
            throw new UntranslatableException("DL4J's logits are not finite, so that there is nothing to compare with");
        }
    }
}
