package org.robustness4j.onnx.runtime;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.translation.Head;
import org.robustness4j.onnx.translation.InputDims;

/** A model in ONNX Runtime, which gives the scores of its classes. */
final class RuntimeSession implements Predictor {

    private final OrtSession session;
    private final String input;
    private final Head head;
    private final InputDims dims;

    private RuntimeSession(OrtSession session, String input, Head head, InputDims dims) {
        this.session = session;
        this.input = input;
        this.head = head;
        this.dims = dims;
    }

    /** @throws IllegalArgumentException if ONNX Runtime refuses the file */
    static RuntimeSession of(Path path, OnnxGraph graph, Head head, InputDims dims) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(path.toString(), options);
            return new RuntimeSession(session, graph.inputs().get(0).name(), head, dims);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "ONNX Runtime does not take the model " + path + ": " + e.getMessage(), e);
        }
    }

    /** A model that takes a number of samples at a time is given as many, the last one again where there are fewer. */
    @Override
    public Matrix scores(Matrix batch) {
        int together = dims.batch() == OnnxGraph.OPEN ? batch.rows() : dims.batch();
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < batch.rows(); from += together) {
            int count = Math.min(together, batch.rows() - from);
            rows.addAll(scores(batch, from, count, together).subList(0, count));
        }
        return Matrix.ofRows(rows, rows.get(0).length);
    }

    private List<float[]> scores(Matrix batch, int from, int count, int together) {
        int features = dims.features();
        float[] values = new float[Matrix.size(together, features)];
        for (int i = 0; i < together; i++) {
            System.arraycopy(
                    batch.values(), (from + Math.min(i, count - 1)) * features, values, i * features, features);
        }
        long[] shape = new long[dims.dims().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = i == 0 ? together : dims.dims()[i];
        }
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(head.output()))) {
            return rows(result.get(0), together);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not compute the model: " + e.getMessage(), e);
        }
    }

    private List<float[]> rows(OnnxValue value, int count) throws OrtException {
        if (value instanceof OnnxSequence sequence) {
            List<float[]> rows = new ArrayList<>();
            for (OnnxValue each : sequence.getValue()) {
                try (OnnxMap map = (OnnxMap) each) {
                    rows.add(inOrder(map));
                }
            }
            return rows;
        }
        float[] all = floats(value);
        int columns = all.length / count;
        if (head.probabilities() > 0 && columns != head.probabilities()) {
            throw new IllegalArgumentException(head.severalProbabilities(columns));
        }
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] row = new float[columns];
            System.arraycopy(all, i * columns, row, 0, columns);
            rows.add(head.probabilities() == 1 ? new float[] {1 - row[0], row[0]} : row);
        }
        return rows;
    }

    private static float[] floats(OnnxValue value) throws OrtException {
        FloatBuffer buffer = value instanceof OnnxTensor tensor ? tensor.getFloatBuffer() : null;
        if (buffer == null) {
            throw new IllegalArgumentException("The model's output is " + value.getInfo()
                    + ", not in float32; export it" + " with scores in float32");
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** A map is in no order: its classes are put into that of the logits. */
    private float[] inOrder(OnnxMap map) throws OrtException {
        Map<String, Float> scores = new TreeMap<>();
        map.getValue().forEach((key, score) -> scores.put(String.valueOf(key), ((Number) score).floatValue()));
        float[] row = new float[head.classes().size()];
        for (int i = 0; i < row.length; i++) {
            Float score = scores.get(head.classes().get(i));
            if (score == null) {
                throw new IllegalStateException("The model's output has no score for its class '"
                        + head.classes().get(i) + "', only for " + scores.keySet());
            }
            row[i] = score;
        }
        return row;
    }
}
