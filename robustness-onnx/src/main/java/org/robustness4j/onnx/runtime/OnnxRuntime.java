package org.robustness4j.onnx.runtime;

import java.nio.file.Path;
import java.util.Optional;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.translation.Head;
import org.robustness4j.onnx.translation.InputDims;

/** Whether ONNX Runtime is there; nothing of it is touched where it is not. */
public final class OnnxRuntime {

    private static final boolean IS_THERE = isThere();

    private OnnxRuntime() {}

    private static boolean isThere() {
        try {
            Class.forName("ai.onnxruntime.OrtEnvironment", false, OnnxRuntime.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What computes a model's own output. */
    public static String description() {
        return IS_THERE ? "ONNX Runtime" : "compiled, without ONNX Runtime";
    }

    /** The model in ONNX Runtime, if that is there. */
    public static Optional<Predictor> predictor(Path path, OnnxGraph graph, Head head, InputDims dims) {
        return IS_THERE ? Optional.of(RuntimeSession.of(path, graph, head, dims)) : Optional.empty();
    }
}
