package org.robustness4j.onnx;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.internal.LargeInputs;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.backend.GradientBackend;
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

    /** What inputs are between: colours in two ways, standard deviations, and less of them. */
    private static final double[][] RANGES = {{0, 1}, {0, 255}, {-3, 3}, {-0.1, 0.1}};

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
        for (GradientBackend backend : GradientBackend.all()) {
            try {
                return backend.compile(network);
            } catch (IllegalArgumentException e) {
                reasons.add(backend.name() + " cannot compute it: " + e.getMessage());
            }
        }
        throw new UntranslatableException(
                reasons.isEmpty() ? "there is no backend on the class path" : String.join("; ", reasons));
    }

    /** Of probabilities the logarithms are compared too, down to small ones: saturated ones say little. */
    private void requireAgreement(Classifier compiled, Predictor own) throws UntranslatableException {
        Matrix probes = probes();
        Matrix expected = own.scores(probes);
        Matrix actual = compiled.logits(probes);
        if (expected.columns() != actual.columns()) {
            throw new UntranslatableException("it has " + actual.columns() + " classes here, but " + expected.columns()
                    + " in ONNX Runtime; please report this model");
        }
        for (int row = 0; row < expected.rows(); row++) {
            float[] there = expected.row(row);
            float[] here = head.scores(actual.row(row));
            double difference = Scores.difference(here, there);
            boolean agrees = difference <= TOLERANCE * Scores.spread(there) + ROUNDING * (1 + Scores.size(there));
            if (head.link() == Head.Link.SOFTMAX) {
                double ofLogarithms = Scores.differenceOfLogarithms(here, there);
                agrees &= ofLogarithms <= TOLERANCE * (1 + Scores.spread(actual.row(row)));
            }
            if (!agrees) {
                throw new UntranslatableException(
                        "its scores differ from those of ONNX Runtime by " + difference + "; please report this model");
            }
        }
    }

    /** Values without a pattern, the same every time, of the sizes that data have: the fractional parts of multiples. */
    Matrix probes() {
        boolean areLarge = LargeInputs.areLarge(dims.features());
        int rows = areLarge ? 2 : RANGES.length;
        float[] values = new float[Matrix.size(rows, dims.features())];
        for (int i = 0; i < values.length; i++) {
            double multiple = (i + 1) * 0.6180339887498949;
            double[] range = RANGES[i / dims.features()];
            values[i] = (float) (range[0] + (range[1] - range[0]) * (multiple - Math.floor(multiple)));
        }
        return new Matrix(rows, dims.features(), values);
    }
}
