package org.robustness4j.onnx.translation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.file.OnnxNode;

/**
 * Where the logits of a graph are: what an output gives, or what the probabilities in it are made of.
 *
 * @param output the output with the scores
 * @param logits the name of the value that holds the logits
 * @param isOneProbability whether the output holds the probability of the second of two classes
 * @param link what makes the scores of the logits
 */
public record Head(String output, String logits, boolean isOneProbability, Link link) {

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
            Set.of("Identity", "Cast", "Dropout", "Squeeze", "Unsqueeze", "Flatten", "Reshape", "ai.onnx.ml.ZipMap");

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
        graph.nodes().forEach(node -> node.outputs().forEach(output -> givers.put(output, node)));
        List<String> scores = graph.outputs().stream()
                .filter(output -> !isLabel(output, givers))
                .toList();
        if (scores.size() != 1) {
            throw new IllegalArgumentException("The graph has the outputs " + graph.outputs() + ", of which "
                    + (scores.isEmpty() ? "none holds" : scores + " may hold")
                    + " the scores of classes; export the model with the one output that is to be attacked");
        }
        return of(scores.get(0), givers);
    }

    private static @Nullable OnnxNode giver(String name, Map<String, OnnxNode> givers) {
        OnnxNode node = givers.get(name);
        while (node != null && PASSING.contains(node.type())) {
            node = givers.get(node.inputs().get(0));
        }
        return node;
    }

    /** Whether an output is the name or number of a class. */
    private static boolean isLabel(String output, Map<String, OnnxNode> givers) {
        String name = output;
        OnnxNode node = givers.get(name);
        while (node != null && PASSING.contains(node.type())) {
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
    private static Head of(String output, Map<String, OnnxNode> givers) {
        OnnxNode last = giver(output, givers);
        if (last == null) {
            return new Head(output, output, false, Link.NONE);
        }
        return switch (last.type()) {
            case "Softmax" -> new Head(output, last.inputs().get(0), false, Link.SOFTMAX);
            case "LogSoftmax" -> new Head(output, last.inputs().get(0), false, Link.LOG_SOFTMAX);
            case "Sigmoid" -> new Head(output, last.inputs().get(0), true, Link.SOFTMAX); // of 0 and the logit
            case LINEAR -> new Head(output, last.outputs().get(1), false, ofClassifier(last));
            case "ai.onnx.ml.Normalizer" -> normalized(output, last, givers);
            default -> new Head(output, output, false, Link.NONE);
        };
    }

    /** A classifier one against the rest: its probabilities are divided by their sum. */
    private static Head normalized(String output, OnnxNode last, Map<String, OnnxNode> givers) {
        OnnxNode before = giver(last.inputs().get(0), givers);
        if (before != null
                && before.type().equals(LINEAR)
                && ofClassifier(before) == Link.LOGISTIC
                && last.text("norm", "MAX").equals("L1")) {
            return new Head(output, before.outputs().get(1), false, Link.SHARES_OF_LOGISTIC);
        }
        return new Head(output, output, false, Link.NONE);
    }

    private static Link ofClassifier(OnnxNode classifier) {
        return switch (classifier.text("post_transform", "NONE")) {
            case "SOFTMAX" -> Link.SOFTMAX;
            case "LOGISTIC" -> Link.LOGISTIC;
            default -> Link.NONE;
        };
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
