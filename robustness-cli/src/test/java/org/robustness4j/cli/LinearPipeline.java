package org.robustness4j.cli;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.robustness4j.data.Samples;

/** A scaler and a linear classifier, whose weights are read from a file, and by hand what can be done to them. */
final class LinearPipeline {

    private final Samples samples;
    private final double[][] weights;
    private final double[] biases;

    LinearPipeline(Path file, Samples samples) throws IOException {
        this.samples = samples;
        OnnxMl.GraphProto graph =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
        List<Float> offset = numbers(graph, "Scaler", "offset");
        List<Float> scale = numbers(graph, "Scaler", "scale");
        List<Float> coefficients = numbers(graph, "LinearClassifier", "coefficients");
        List<Float> intercepts = numbers(graph, "LinearClassifier", "intercepts");
        int features = offset.size();
        weights = new double[intercepts.size()][features];
        biases = new double[intercepts.size()];
        for (int k = 0; k < biases.length; k++) {
            biases[k] = intercepts.get(k);
            for (int i = 0; i < features; i++) {
                weights[k][i] = (double) coefficients.get(k * features + i) * scale.get(i);
                biases[k] -= weights[k][i] * offset.get(i);
            }
        }
    }

    private static List<Float> numbers(OnnxMl.GraphProto graph, String node, String attribute) {
        return graph.getNodeList().stream()
                .filter(each -> each.getOpType().equals(node))
                .flatMap(each -> each.getAttributeList().stream())
                .filter(each -> each.getName().equals(attribute))
                .findFirst()
                .orElseThrow()
                .getFloatsList();
    }

    /**
     * Which samples that are right have a point of another class, when each column moves by a share of its range, and
     * stays in it.
     */
    boolean[] broken(double epsilon) {
        int features = weights[0].length;
        double[] low = new double[features];
        double[] high = new double[features];
        for (int i = 0; i < features; i++) {
            low[i] = Double.POSITIVE_INFINITY;
            high[i] = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < samples.size(); j++) {
                low[i] = Math.min(low[i], samples.inputs().get(j, i));
                high[i] = Math.max(high[i], samples.inputs().get(j, i));
            }
        }
        boolean[] broken = new boolean[samples.size()];
        for (int j = 0; j < broken.length; j++) {
            boolean isRight = true;
            boolean isReached = false;
            int label = samples.label(j);
            for (int k = 0; k < biases.length; k++) {
                if (k == label) {
                    continue;
                }
                double margin = biases[label] - biases[k];
                double fall = 0;
                for (int i = 0; i < features; i++) {
                    double slope = weights[label][i] - weights[k][i];
                    double value = samples.inputs().get(j, i);
                    margin += slope * value;
                    double reach = epsilon * (high[i] - low[i]);
                    fall += slope > 0
                            ? slope * Math.min(reach, value - low[i])
                            : -slope * Math.min(reach, high[i] - value);
                }
                isRight &= margin > 0;
                isReached |= margin - fall < 0;
            }
            broken[j] = isRight && isReached;
        }
        return broken;
    }
}
