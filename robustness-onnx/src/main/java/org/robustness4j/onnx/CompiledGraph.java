package org.robustness4j.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.network.GradientBackend;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.translation.GraphTranslation;
import org.robustness4j.onnx.translation.Head;
import org.robustness4j.onnx.translation.InputDims;
import org.robustness4j.onnx.translation.UntranslatableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A graph as a network that gives gradients. */
record CompiledGraph(OnnxGraph graph, Head head, InputDims dims) {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    private static final int PROBES = 2;

    /** What two ways to compute a network may differ by, as a share of the spread of its scores. */
    private static final double TOLERANCE = 1e-3;

    private static final double ROUNDING = 1e-5;

    /**
     * The network, which nothing else can confirm.
     *
     * @throws IllegalArgumentException if there are operators that are not known
     */
    Classifier alone() {
        try {
            return compiled();
        } catch (UntranslatableException e) {
            throw new IllegalArgumentException("The model has operators that are not known here: " + e.reason()
                    + ". With com.microsoft.onnxruntime:onnxruntime on the class path it can be attacked by its scores"
                    + " alone, with Square for one");
        }
    }

    /** The network, if its scores are the model's own; otherwise these, without gradients. */
    Classifier heldTo(Predictor own) {
        try {
            Classifier compiled = compiled();
            requireAgreement(compiled, own);
            return compiled;
        } catch (UntranslatableException e) {
            LOG.info("The model gives scores alone, so that attacks have no gradient to follow: {}", e.reason());
            return new ScoresAlone(own, e.reason(), own.scores(probes()).columns());
        }
    }

    private Classifier compiled() throws UntranslatableException {
        Network network = GraphTranslation.network(graph, head, dims.dims());
        List<String> reasons = new ArrayList<>();
        for (GradientBackend backend : backends()) {
            try {
                return backend.compile(network);
            } catch (IllegalArgumentException e) {
                reasons.add(backend.name() + " cannot compute it: " + e.getMessage());
            }
        }
        throw new UntranslatableException(
                reasons.isEmpty() ? "there is no backend on the class path" : String.join("; ", reasons));
    }

    private static List<GradientBackend> backends() {
        return ServiceLoader.load(GradientBackend.class, GradientBackend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(GradientBackend::priority).reversed())
                .toList();
    }

    /** Probabilities are compared as such. */
    private void requireAgreement(Classifier compiled, Predictor own) throws UntranslatableException {
        Matrix probes = probes();
        Matrix expected = own.scores(probes);
        Matrix actual = compiled.logits(probes);
        if (expected.columns() != actual.columns()) {
            throw new UntranslatableException("it has " + actual.columns() + " classes here, but " + expected.columns()
                    + " in ONNX Runtime; please report this model");
        }
        for (int row = 0; row < expected.rows(); row++) {
            double difference = Scores.difference(head.scores(actual.row(row)), expected.row(row));
            double spread = Scores.spread(expected.row(row));
            if (!(difference <= TOLERANCE * spread + ROUNDING * (1 + Scores.size(expected.row(row))))) {
                throw new UntranslatableException(
                        "its scores differ from those of ONNX Runtime by " + difference + "; please report this model");
            }
        }
    }

    /** Values without a pattern between 0 and 1, the same every time: the fractional parts of multiples of a constant. */
    Matrix probes() {
        float[] values = new float[Matrix.size(PROBES, dims.features())];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            values[i] = (float) (multiple - Math.floor(multiple));
        }
        return new Matrix(PROBES, dims.features(), values);
    }
}
