package org.robustness4j.dl4j.samediff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The part of a SameDiff graph that classifies.
 *
 * @param graph all of it
 * @param input the placeholder that samples are given to
 * @param output what it says of them
 * @param logits what its softmax or sigmoid is computed from; the output where there is none
 * @param isSigmoid whether the output is one probability, of the second of two classes
 */
record ClassifyingGraph(SameDiff graph, String input, String output, String logits, boolean isSigmoid) {

    private record Candidate(String output, String input) {}

    /** @throws IllegalArgumentException if no output, or more than one, depends on one placeholder alone */
    static ClassifyingGraph of(SameDiff graph) {
        List<Candidate> found = candidates(graph, outputs(graph));
        if (found.size() != 1) {
            List<String> probabilities = new ArrayList<>();
            for (SameDiffOp op : graph.getOps().values()) {
                if (isProbability(op)) {
                    probabilities.addAll(op.getOutputsOfOp());
                }
            }
            List<Candidate> others = candidates(graph, probabilities);
            found = others.isEmpty() ? found : others;
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException("The SameDiff graph has the placeholders " + placeholders(graph)
                    + " and the outputs " + outputs(graph) + ", of which "
                    + found.stream().map(Candidate::output).toList()
                    + " depend on one placeholder alone; needed is one such output, a softmax, a sigmoid or logits: set it with"
                    + " SameDiff.setOutputs, or give the model as a Classifier of your own");
        }
        String output = found.get(0).output();
        SameDiffOp op = producer(graph, output);
        if (op == null || !isProbability(op)) {
            return new ClassifyingGraph(graph, found.get(0).input(), output, output, false);
        }
        String logits = op.getInputsToOp().get(0);
        boolean isSigmoid = op.getOp().opName().equals("sigmoid");
        return new ClassifyingGraph(graph, found.get(0).input(), output, logits, isSigmoid);
    }

    private static List<Candidate> candidates(SameDiff graph, List<String> outputs) {
        List<Candidate> found = new ArrayList<>();
        for (String output : outputs) {
            Set<String> read = ancestors(graph, output);
            read.retainAll(placeholders(graph));
            if (read.size() == 1) {
                found.add(new Candidate(output, read.iterator().next()));
            }
        }
        return found;
    }

    /** Those that were set, or else what operations give and none takes. */
    private static List<String> outputs(SameDiff graph) {
        List<String> set = graph.outputs();
        if (set != null && !set.isEmpty()) {
            return set;
        }
        List<String> ends = new ArrayList<>();
        for (Variable variable : graph.getVariables().values()) {
            List<String> readers = variable.getInputsForOp();
            if (variable.getOutputOfOp() != null && (readers == null || readers.isEmpty())) {
                ends.add(variable.getName());
            }
        }
        return ends;
    }

    private static List<String> placeholders(SameDiff graph) {
        return graph.inputs();
    }

    private static Set<String> ancestors(SameDiff graph, String name) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String variable = open.remove();
            SameDiffOp op = seen.add(variable) ? producer(graph, variable) : null;
            if (op != null && op.getInputsToOp() != null) {
                open.addAll(op.getInputsToOp());
            }
        }
        return seen;
    }

    private static @Nullable SameDiffOp producer(SameDiff graph, String variable) {
        Variable found = graph.getVariables().get(variable);
        String op = found == null ? null : found.getOutputOfOp();
        return op == null ? null : graph.getOps().get(op);
    }

    private static boolean isProbability(SameDiffOp op) {
        String kind = op.getOp().opName();
        return kind.equals("softmax") || kind.equals("sigmoid");
    }

    /** An independent copy, of its own variables and sessions. */
    ClassifyingGraph copy() {
        return new ClassifyingGraph(copyOf(graph), input, output, logits, isSigmoid);
    }

    private static SameDiff copyOf(SameDiff graph) {
        try {
            return SameDiff.fromFlatBuffers(graph.asFlatBuffers(false));
        } catch (IOException e) {
            throw new UncheckedIOException("The SameDiff graph cannot be copied", e);
        }
    }

    /** How many weights it has. */
    long parameters() {
        return graph.variables().stream()
                .filter(variable -> variable.getVariableType() == VariableType.VARIABLE)
                .map(SDVariable::getArr)
                .mapToLong(INDArray::length)
                .sum();
    }

    /** The shape that its placeholder declares, none where it does not. */
    long @Nullable [] declared() {
        return graph.getVariable(input).placeholderShape();
    }

    INDArray compute(INDArray samples, String what) {
        return Objects.requireNonNull(graph.output(Map.of(input, samples), what).get(what));
    }
}
