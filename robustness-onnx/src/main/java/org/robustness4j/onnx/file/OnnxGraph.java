package org.robustness4j.onnx.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of a file.
 *
 * @param inputs what it is given, without the constants among them
 * @param outputs the names of what it gives
 * @param constants by name
 * @param nodes each behind those whose outputs it reads
 * @param files what lies beside the file and belongs to it
 */
public record OnnxGraph(
        List<Input> inputs,
        List<String> outputs,
        Map<String, Tensor> constants,
        List<OnnxNode> nodes,
        Set<Path> files) {

    /** A dimension whose length is left open. */
    public static final int OPEN = -1;

    /**
     * What a graph is given.
     *
     * @param dims {@link #OPEN} where a length is left open
     * @param isFloat whether it takes numbers in float32
     */
    public record Input(String name, List<Integer> dims, boolean isFloat) {}
}
