package org.robustness4j.dl4j.translation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Parameters;

/**
 * Where each weight of a translated network lies among the parameters of DL4J's.
 *
 * <p>It is found by translating the network with its parameters numbered: whatever order a layer keeps its weights in,
 * the number that arrives is the place it came from. The numbers are written in two digits, each of which float32 holds
 * exactly.
 */
public final class ParameterIndex {

    private static final int BASE = 1 << 20;

    /** For each node the places of its weights, and then of its bias; -1 for what is no parameter. */
    private final Map<Integer, int[][]> places;

    private ParameterIndex(Map<Integer, int[][]> places) {
        this.places = places;
    }

    /**
     * Finds the places.
     *
     * @throws UntranslatableException if a parameter is none of the weights, or several of them
     */
    public static ParameterIndex of(LogitsGraph graph, InputShape shape) throws UntranslatableException {
        int parameters = Math.toIntExact(graph.graph().params().length());
        LogitsGraph numbered = graph.copy();
        Network low = translated(numbered, shape, digits(parameters, i -> i % BASE + 1));
        Network high = translated(numbered, shape, digits(parameters, i -> i / BASE));
        Map<Integer, int[][]> places = new HashMap<>();
        boolean[] found = new boolean[parameters];
        for (int node = 1; node < low.nodes().size(); node++) {
            Operation operation = low.nodes().get(node).operation();
            if (Parameters.of(operation).isPresent()) {
                Parameters lows = Parameters.of(operation).orElseThrow();
                Parameters highs =
                        Parameters.of(high.nodes().get(node).operation()).orElseThrow();
                places.put(node, new int[][] {
                    places(lows.weights(), highs.weights(), found), places(lows.bias(), highs.bias(), found)
                });
            }
        }
        for (int i = 0; i < parameters; i++) {
            LayerTranslation.require(found[i], "parameters that are no weights of a dense or convolutional layer");
        }
        return new ParameterIndex(places);
    }

    private interface Digit {
        int of(int index);
    }

    private static float[] digits(int parameters, Digit digit) {
        float[] digits = new float[parameters];
        for (int i = 0; i < parameters; i++) {
            digits[i] = digit.of(i);
        }
        return digits;
    }

    private static Network translated(LogitsGraph graph, InputShape shape, float[] parameters)
            throws UntranslatableException {
        INDArray flat = graph.graph().params();
        flat.assign(Nd4j.createFromArray(parameters).castTo(DataType.FLOAT).reshape(flat.shape()));
        return NetworkTranslation.translate(graph.graph(), shape);
    }

    private static int[] places(float[] low, float[] high, boolean[] found) throws UntranslatableException {
        int[] places = new int[low.length];
        for (int i = 0; i < low.length; i++) {
            boolean isParameter = low[i] != 0;
            int place = isParameter ? ((int) high[i]) * BASE + ((int) low[i]) - 1 : -1;
            if (isParameter) {
                LayerTranslation.require(
                        place >= 0 && place < found.length && !found[place], "weights that are used in several places");
                found[place] = true;
            }
            places[i] = place;
        }
        return places;
    }

    /**
     * Puts gradients where their parameters are.
     *
     * @param flat receives them; places without a gradient keep what they hold
     */
    public void scatter(Map<Integer, Parameters> gradients, float[] flat) {
        gradients.forEach((node, gradient) -> {
            int[][] of = Objects.requireNonNull(places.get(node));
            scatter(gradient.weights(), of[0], flat);
            scatter(gradient.bias(), of[1], flat);
        });
    }

    private static void scatter(float[] gradient, int[] places, float[] flat) {
        for (int i = 0; i < gradient.length; i++) {
            if (places[i] >= 0) {
                flat[places[i]] = gradient[i];
            }
        }
    }
}
