package org.robustness4j.onnx.translation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.file.OnnxNode;
import org.robustness4j.onnx.file.Tensor;

/**
 * Where the logits of a graph are: what an output gives, or what the probabilities in it are made of.
 *
 * @param output the output with the scores
 * @param logits the name of the value that holds the logits
 * @param probabilities how many columns the output has where there is one logit, that of the second of two classes: its
 *     probability alone, or behind that of the first one; 0 where there is a logit for each class
 * @param link what makes the scores of the logits
 * @param classes the names of the classes in a map that the output is, in the order of the logits; none where it is none
 */
public record Head(String output, String logits, int probabilities, Link link, List<String> classes) {

    /** What makes scores of logits; the largest stays the largest. */
    public enum Link {
        NONE,
        SOFTMAX,
        LOG_SOFTMAX,
        /** Each by itself. */
        LOGISTIC,
        /** Each by itself, and then divided by their sum. */
        SHARES_OF_LOGISTIC
    }

    private static final Set<String> PASSING =
            Set.of("Identity", "Dropout", "Squeeze", "Unsqueeze", "Flatten", "Reshape", "ai.onnx.ml.ZipMap");

    /** The numbers of types with a fraction. */
    private static final Set<Long> FRACTIONS = Set.of(1L, 10L, 11L, 16L);

    private static final String LINEAR = "ai.onnx.ml.LinearClassifier";

    private static final Set<String> CLASSIFIERS =
            Set.of(LINEAR, "ai.onnx.ml.SVMClassifier", "ai.onnx.ml.TreeEnsembleClassifier");

    /**
     * The head of a graph.
     *
     * @throws IllegalArgumentException if several of its outputs, or none, could hold scores of classes
     */
    public static Head of(OnnxGraph graph) {
        try {
            return found(graph);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The graph ends in an operator without the inputs and outputs that it has in ONNX", e);
        }
    }

    private static Head found(OnnxGraph graph) {
        Map<String, OnnxNode> givers = new HashMap<>();
        for (OnnxNode node : graph.nodes()) {
            node.outputs().stream().filter(output -> !output.isEmpty()).forEach(output -> givers.put(output, node));
        }
        List<String> scores = graph.outputs().stream()
                .filter(output -> !isLabel(output, givers))
                .toList();
        if (scores.size() != 1) {
            throw new IllegalArgumentException("The graph has the outputs " + graph.outputs() + ", of which "
                    + (scores.isEmpty() ? "none holds" : scores + " may hold")
                    + " the scores of classes; export the model with the one output that is to be attacked");
        }
        return of(scores.get(0), givers, graph.constants());
    }

    private static @Nullable OnnxNode giver(String name, Map<String, OnnxNode> givers) {
        OnnxNode node = givers.get(name);
        while (node != null && passesScores(node)) {
            node = givers.get(node.inputs().get(0));
        }
        return node;
    }

    private static boolean passesScores(OnnxNode node) {
        return PASSING.contains(node.type())
                || (node.type().equals("Cast") && FRACTIONS.contains(node.integer("to", 1)));
    }

    /** Whether an output is the name or number of a class. */
    private static boolean isLabel(String output, Map<String, OnnxNode> givers) {
        String name = output;
        OnnxNode node = givers.get(name);
        while (node != null && (PASSING.contains(node.type()) || node.type().equals("Cast"))) {
            name = node.inputs().get(0);
            node = givers.get(name);
        }
        return node != null
                && (node.type().equals("ArgMax")
                        || node.type().equals("ai.onnx.ml.ArrayFeatureExtractor")
                        || node.type().equals("ai.onnx.ml.LabelEncoder")
                        || (CLASSIFIERS.contains(node.type())
                                && node.outputs().get(0).equals(name)));
    }

    /** Monotonous maps of each sample's scores do not change which one is the largest. */
    private static Head of(String output, Map<String, OnnxNode> givers, Map<String, Tensor> constants) {
        List<String> classes = classes(output, givers);
        Head whole = new Head(output, output, 0, Link.NONE, classes);
        OnnxNode last = giver(output, givers);
        if (last == null) {
            return whole;
        }
        String input = last.inputs().get(0);
        return switch (last.type()) {
            case "Softmax" -> new Head(output, input, 0, Link.SOFTMAX, classes);
            case "LogSoftmax" -> new Head(output, input, 0, Link.LOG_SOFTMAX, classes);
            case "Sigmoid" -> new Head(output, input, 1, Link.SOFTMAX, classes); // of 0 and the logit
            case LINEAR ->
                ofClassifier(last)
                        .map(link -> new Head(output, last.outputs().get(1), 0, link, classes))
                        .orElse(whole);
            case "ai.onnx.ml.Normalizer" -> normalized(whole, last, givers);
            case "Concat" ->
                complemented(last, givers, constants)
                        .map(logit -> new Head(output, logit, 2, Link.SOFTMAX, classes))
                        .orElse(whole);
            default -> whole;
        };
    }

    /** The classes of a map, in the order in which it was given their scores. */
    private static List<String> classes(String output, Map<String, OnnxNode> givers) {
        OnnxNode node = givers.get(output);
        if (node == null || !node.type().equals("ai.onnx.ml.ZipMap")) {
            return List.of();
        }
        List<String> names = node.texts("classlabels_strings");
        return names.isEmpty()
                ? node.integers("classlabels_int64s").stream()
                        .flatMapToLong(Arrays::stream)
                        .mapToObj(String::valueOf)
                        .toList()
                : names;
    }

    /**
     * Probabilities that are divided by their sum: those of a classifier one against the rest, or such as have the sum 1
     * as it is.
     */
    private static Head normalized(Head whole, OnnxNode last, Map<String, OnnxNode> givers) {
        OnnxNode before = giver(last.inputs().get(0), givers);
        if (before == null || !last.text("norm", "MAX").equals("L1")) {
            return whole;
        }
        Optional<Link> link =
                switch (before.type()) {
                    case "Softmax" -> Optional.of(Link.SOFTMAX);
                    case LINEAR -> ofClassifier(before);
                    default -> Optional.empty();
                };
        boolean isOfClassifier = before.type().equals(LINEAR);
        String logits =
                isOfClassifier ? before.outputs().get(1) : before.inputs().get(0);
        return link.filter(found -> found == Link.SOFTMAX || found == Link.LOGISTIC)
                .map(found -> found == Link.SOFTMAX ? found : Link.SHARES_OF_LOGISTIC)
                .map(found -> new Head(whole.output, logits, 0, found, whole.classes))
                .orElse(whole);
    }

    /** The logit of two columns: 1 minus the probability that a sigmoid makes of it, and the probability. */
    private static Optional<String> complemented(
            OnnxNode concat, Map<String, OnnxNode> givers, Map<String, Tensor> constants) {
        OnnxNode first =
                concat.inputs().size() == 2 ? givers.get(concat.inputs().get(0)) : null;
        if (first == null
                || !first.type().equals("Sub")
                || !isOne(constants.get(first.inputs().get(0)))) {
            return Optional.empty();
        }
        OnnxNode one = giver(first.inputs().get(1), givers);
        OnnxNode other = giver(concat.inputs().get(1), givers);
        return one != null
                        && other != null
                        && one.outputs().equals(other.outputs())
                        && one.type().equals("Sigmoid")
                ? Optional.of(one.inputs().get(0))
                : Optional.empty();
    }

    private static boolean isOne(@Nullable Tensor constant) {
        return constant != null && constant.size() == 1 && constant.floats()[0] == 1;
    }

    private static Optional<Link> ofClassifier(OnnxNode classifier) {
        return switch (classifier.text("post_transform", "NONE")) {
            case "NONE" -> Optional.of(Link.NONE);
            case "SOFTMAX" -> Optional.of(Link.SOFTMAX);
            case "LOGISTIC" -> Optional.of(Link.LOGISTIC);
            default -> Optional.empty();
        };
    }

    /** Why several probabilities, each by itself, are no classes. */
    public String severalProbabilities(int count) {
        return "The output '" + output + "' holds " + count + " probabilities by themselves, not those of classes that"
                + " exclude each other; only one of those, or the output of a softmax, can be attacked";
    }

    /** The scores that some logits stand for. */
    public float[] scores(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double exponentials = 0;
        double logistics = 0;
        for (float logit : logits) {
            exponentials += Math.exp(logit - largest);
            logistics += 1 / (1 + Math.exp(-logit));
        }
        float[] scores = new float[logits.length];
        for (int i = 0; i < scores.length; i++) {
            double logistic = 1 / (1 + Math.exp(-logits[i]));
            scores[i] = (float)
                    switch (link) {
                        case NONE -> logits[i];
                        case SOFTMAX -> Math.exp(logits[i] - largest) / exponentials;
                        case LOG_SOFTMAX -> logits[i] - largest - Math.log(exponentials);
                        case LOGISTIC -> logistic;
                        case SHARES_OF_LOGISTIC -> logistic / logistics;
                    };
        }
        return scores;
    }
}
