package org.robustness4j.onnx.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.file.OnnxNode;
import org.robustness4j.onnx.file.Tensor;

/** Makes a network of a graph, for one sample at a time. */
public final class GraphTranslation {

    private static final int SHOWN = 10;

    /** Of all constants that a graph computes. */
    private static final long MOST_FOLDED = 1 << 28;

    private final OnnxGraph graph;
    private final Head head;
    private final NetworkInMaking network;
    private final Map<String, Value> values = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<String> needed = new HashSet<>();
    private final Set<String> said = new HashSet<>();
    private long folded;

    private GraphTranslation(OnnxGraph graph, Head head, int[] input) {
        this.graph = graph;
        this.head = head;
        this.network = new NetworkInMaking(input, graph.inputs().get(0).dims().get(0));
        graph.constants().forEach((name, tensor) -> values.put(name, new Value.Constant(tensor)));
        values.put(graph.inputs().get(0).name(), Features.of(0, input));
    }

    /**
     * The network of a graph.
     *
     * @param input the dimensions of its input for one sample, with a 1 for the samples in front
     * @throws UntranslatableException if it has operators that are not known here, all of which are named
     * @throws IllegalArgumentException if it is no graph that could be computed, or gives no classes
     */
    public static Network network(OnnxGraph graph, Head head, int[] input) throws UntranslatableException {
        return new GraphTranslation(graph, head, input).network();
    }

    private Network network() throws UntranslatableException {
        needed.addAll(needed());
        for (OnnxNode node : graph.nodes()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                translate(node);
            }
        }
        if (!missing.isEmpty()) {
            String more = missing.size() > SHOWN ? "; and " + (missing.size() - SHOWN) + " more" : "";
            throw new UntranslatableException(
                    String.join("; ", missing.subList(0, Math.min(SHOWN, missing.size()))) + more);
        }
        if (!(values.get(head.logits()) instanceof Features logits)) {
            throw new IllegalArgumentException("The output '" + head.output() + "' does not depend on the input");
        }
        return network.ending(ofClasses(logits));
    }

    private Features ofClasses(Features logits) {
        if (head.probabilities() > 0 && logits.size() == 1) {
            return network.addFlat(new Dense(new float[] {0, 1}, new float[2]), new int[] {1, 2}, logits);
        }
        if (head.probabilities() > 0) {
            throw new IllegalArgumentException(head.severalProbabilities(logits.size()));
        }
        if (logits.size() == 1) {
            throw new IllegalArgumentException("The output '" + head.output()
                    + "' is a single number, as of a regression; a classifier has one for each class. If it is the logit of"
                    + " one of two, export the model with a sigmoid behind it");
        }
        if (Arrays.stream(logits.dims()).filter(dim -> dim != 1).count() > 1) {
            throw new IllegalArgumentException("The output '" + head.output() + "' has the dimensions "
                    + Arrays.toString(logits.dims())
                    + " for a sample; a classifier of samples as a whole has one score for each class");
        }
        return logits;
    }

    /** The names of what the logits are made of. */
    private Set<String> needed() {
        Set<String> needed = new HashSet<>(Set.of(head.logits()));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            OnnxNode node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
            }
        }
        needed.remove("");
        return needed;
    }

    private void translate(OnnxNode node) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            Value value = values.get(name);
            if (value == null && said.contains(name)) {
                said.addAll(node.outputs()); // what gives it is missing, and was said to be
                return;
            }
            if (value == null && !name.isEmpty()) {
                missing(node, "its input '" + name + "' holds no numbers");
                return;
            }
            inputs.add(value);
        }
        try {
            List<Value> results =
                    results(new Use(node, inputs, network, node.outputs().contains(head.logits())));
            for (int i = 0; i < node.outputs().size(); i++) {
                String name = node.outputs().get(i);
                if (i < results.size() && !name.isEmpty()) {
                    values.put(name, results.get(i));
                    requireRoom(results.get(i));
                } else if (needed.contains(name)) {
                    missing(node, "its output " + i + " is not known here");
                }
            }
        } catch (UntranslatableException e) {
            missing(node, e.reason());
        } catch (IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ClassCastException e) {
            missing(node, "it does not fit what it reads: " + e.getMessage());
        }
    }

    private void missing(OnnxNode node, String reason) {
        missing.add(node + ": " + reason);
        said.addAll(node.outputs());
    }

    /** A small file may ask for constants without end. */
    private void requireRoom(Value value) {
        folded += value instanceof Value.Constant constant ? constant.tensor().size() : 0;
        if (folded > MOST_FOLDED) {
            throw new IllegalArgumentException(
                    "the constants that the graph computes have more than " + MOST_FOLDED + " values");
        }
    }

    private static List<Value> results(Use use) throws UntranslatableException {
        String type = use.node().type();
        if (type.equals("Constant")) {
            return List.of(new Value.Constant(Constants.given(use.node())));
        }
        if (type.equals("Shape")) {
            return List.of(new Value.Constant(Constants.shape(use)));
        }
        List<Tensor> constants = new ArrayList<>();
        boolean areConstants = true;
        for (Value input : use.inputs()) {
            if (input instanceof Value.Constant constant) {
                constants.add(constant.tensor());
            }
            areConstants &= input == null || input instanceof Value.Constant;
        }
        if (areConstants && !constants.isEmpty()) {
            return Constants.folded(use, constants).stream()
                    .<Value>map(Value.Constant::new)
                    .toList();
        }
        Operator operator =
                Operators.named(type).orElseThrow(() -> new UntranslatableException("the operator is not known here"));
        return operator.add(use);
    }
}
