package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.SmoothFunction;
import org.robustness4j.onnx.file.Tensor;

/** Operators of the domain {@code ai.onnx.ml}: what scikit-learn's converters write. */
final class LearnedOperators {

    private static final String DOMAIN = "ai.onnx.ml.";

    /** What comes in and goes out are rows of a table. */
    private static final boolean[] OF_A_SAMPLE = {false, true};

    private LearnedOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                DOMAIN + "Scaler", LearnedOperators::scaler,
                DOMAIN + "Normalizer", LearnedOperators::normalizer,
                DOMAIN + "LinearClassifier", LearnedOperators::linear,
                DOMAIN + "ZipMap", use -> List.of(use.input()),
                DOMAIN + "FeatureVectorizer", LearnedOperators::vectorizer);
    }

    private static List<Value> scaler(Use use) throws UntranslatableException {
        Features input = use.input();
        float[] offset = each(use.node().numbers("offset").orElse(new float[1]), input.size());
        float[] scale = each(use.node().numbers("scale").orElse(new float[] {1}), input.size());
        float[] shift = new float[scale.length];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = -offset[i] * scale[i];
        }
        int[] dims = input.dims();
        return List.of(use.network().affine(input, Tensor.of(dims, scale), Tensor.of(dims, shift)));
    }

    private static float[] each(float[] values, int count) {
        float[] result = values.length == 1 ? new float[count] : values;
        if (values.length == 1) {
            Arrays.fill(result, values[0]);
        }
        return result;
    }

    private static List<Value> normalizer(Use use) throws UntranslatableException {
        Features input = use.input();
        GroupFunction function =
                switch (use.node().text("norm", "MAX")) {
                    case "L1" -> new NormalizationOperators.Shares();
                    case "L2" -> new GroupFunction.UnitLength(Float.MIN_NORMAL);
                    case "MAX" -> new NormalizationOperators.SharesOfLargest();
                    default ->
                        throw new UntranslatableException(
                                "its norm is '" + use.node().text("norm", "") + "'");
                };
        return List.of(NormalizationOperators.grouped(use.network(), function, input, OF_A_SAMPLE));
    }

    /** The second output are the scores; the first, the label, is not computed here. */
    private static List<Value> linear(Use use) throws UntranslatableException {
        Features input = use.input();
        float[] coefficients = use.node().numbers("coefficients").orElse(new float[0]);
        int rows = coefficients.length / input.size();
        float[] intercepts = use.node().numbers("intercepts").orElse(new float[rows]);
        int classes = Math.max(
                use.node().texts("classlabels_strings").size(),
                use.node()
                        .integers("classlabels_ints")
                        .map(labels -> labels.length)
                        .orElse(0));
        Tensor matrix = Tensor.of(new int[] {rows, input.size()}, coefficients);
        Features scores = use.network()
                .addFlat(new Dense(MatrixOperators.transposed(matrix), intercepts), new int[] {1, rows}, input);
        String link = use.givesLogits() ? "NONE" : use.node().text("post_transform", "NONE");
        if (rows < classes) {
            throw new UntranslatableException("it has " + rows + " rows of coefficients for " + classes + " classes");
        }
        return List.of(new Value.Label(), linked(use, scores, link));
    }

    private static Features linked(Use use, Features scores, String link) throws UntranslatableException {
        NetworkInMaking network = use.network();
        return switch (link) {
            case "NONE" -> scores;
            case "LOGISTIC" -> network.apply(SmoothFunction.SIGMOID, scores);
            case "SOFTMAX" -> NormalizationOperators.grouped(network, new GroupFunction.Softmax(), scores, OF_A_SAMPLE);
            default -> throw new UntranslatableException("its transform is '" + link + "'");
        };
    }

    private static List<Value> vectorizer(Use use) throws UntranslatableException {
        if (use.inputs().size() == 1) {
            return List.of(use.input());
        }
        throw new UntranslatableException("it puts several inputs together");
    }
}
