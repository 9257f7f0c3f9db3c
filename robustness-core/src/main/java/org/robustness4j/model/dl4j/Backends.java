package org.robustness4j.model.dl4j;

import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.network.GradientBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses what computes a DL4J network: a backend where one can, otherwise DL4J's own layers. */
final class Backends {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    /** The largest difference of two ways to compute float32 logits, as a share of the largest logit. */
    private static final double TOLERANCE = 1e-3;

    private static final int PROBES = 8;

    private Backends() {}

    static DifferentiableClassifier classifier(LogitGraph graph, AffineNormalization normalization, InputShape shape) {
        LayerwiseClassifier layerwise = new LayerwiseClassifier(graph, normalization, shape);
        try {
            DifferentiableClassifier translated = translated(graph, normalization, shape);
            requireAgreement(translated, layerwise, shape);
            return translated;
        } catch (UntranslatableException e) {
            LOG.info("The network is computed by DL4J's own layers, which is slower: {}", e.getMessage());
            return layerwise;
        }
    }

    static boolean isOnCpu() {
        return Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu");
    }

    private static DifferentiableClassifier translated(
            LogitGraph graph, AffineNormalization normalization, InputShape shape) throws UntranslatableException {
        if (!isOnCpu()) {
            throw new UntranslatableException("ND4J computes on another device than the CPU");
        }
        if (graph.graph().params().dataType() != DataType.FLOAT) {
            throw new UntranslatableException(
                    "its numbers are of the type " + graph.graph().params().dataType() + ", not FLOAT");
        }
        Optional<GradientBackend> backend =
                ServiceLoader.load(GradientBackend.class, GradientBackend.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .max(Comparator.comparingInt(GradientBackend::priority));
        if (backend.isEmpty()) {
            throw new UntranslatableException("there is no backend on the classpath");
        }
        try {
            return new TranslatedClassifier(
                    backend.get().compile(NetworkTranslation.translate(graph.graph(), shape)),
                    normalization,
                    graph.output());
        } catch (IllegalArgumentException e) {
            throw new UntranslatableException(backend.get().name() + " cannot compute it: " + e.getMessage());
        }
    }

    /** What a translation gets wrong must not be attacked: DL4J's layers are then used instead. */
    private static void requireAgreement(
            DifferentiableClassifier translated, DifferentiableClassifier layerwise, InputShape shape)
            throws UntranslatableException {
        Matrix probes = probes(shape.features());
        Matrix expected = layerwise.logits(probes);
        Matrix actual = translated.logits(probes);
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        if (!(difference <= TOLERANCE * Math.max(1, largest))) {
            throw new UntranslatableException("the translated network's logits differ from DL4J's by " + difference
                    + "; please report this network");
        }
    }

    /** Values between 0 and 1 without a pattern, the same every time: the fractional parts of multiples of a constant. */
    private static Matrix probes(int features) {
        float[] values = new float[PROBES * features];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            values[i] = (float) (multiple - Math.floor(multiple));
        }
        return new Matrix(PROBES, features, values);
    }
}
