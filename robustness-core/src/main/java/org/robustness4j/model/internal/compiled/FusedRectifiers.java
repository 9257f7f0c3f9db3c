package org.robustness4j.model.internal.compiled;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Concatenation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;

/**
 * Which rectifiers are applied row by row while rows are in the cache: to values by what computes them, to gradients by
 * what gathers them. Only rectifiers that overwrite their input are.
 */
record FusedRectifiers(Network network, Readers readers) {

    private static final float[] NONE = {};

    /** For each channel of a node the slope of the rectifier that what computes it applies; empty for none. */
    float[] valueSlopes(int node) {
        int rectifier = readers.overwriting(node);
        boolean applies = rectifier >= 0 && !(network.nodes().get(node).operation() instanceof Dense);
        return applies ? slopes(node, slope(rectifier)) : NONE;
    }

    /**
     * For each channel of a node the slope of the rectifier that its values come from and that what gathers its gradient
     * applies, 1 for none; empty for none at all.
     */
    float[] gradientSlopes(int node) {
        int rectifier = readers.overwriting(node);
        if (rectifier >= 0) {
            return gathererApplies(rectifier) ? slopes(node, slope(rectifier)) : NONE;
        }
        boolean isConcatenation = node > 0 && network.nodes().get(node).operation() instanceof Concatenation;
        return isConcatenation && gathererApplies(node)
                ? ofInputs(network.nodes().get(node))
                : NONE;
    }

    /** The gradient of a concatenation is that of those inputs which nobody else reads, and so on. */
    private float[] ofInputs(Node concatenation) {
        float[] joined = new float[concatenation.shape().channels()];
        int at = 0;
        for (int input : concatenation.inputs()) {
            float[] own = ofInput(input);
            System.arraycopy(own, 0, joined, at, own.length);
            at += own.length;
        }
        return joined;
    }

    private float[] ofInput(int input) {
        Node node = network.nodes().get(input);
        if (input > 0 && !readers.isShared(input) && node.operation() instanceof Concatenation) {
            return ofInputs(node);
        }
        boolean isRectifier = !readers.isShared(input) && readers.overwritten(input) >= 0;
        return slopes(input, isRectifier ? slope(input) : 1);
    }

    /** Those steps which call {@code endGradients}. */
    private boolean gathererApplies(int node) {
        if (readers.isShared(node)) {
            return true;
        }
        if (readers.of(node).isEmpty()) {
            return false;
        }
        int reader = readers.of(node).get(0);
        Operation operation = network.nodes().get(reader).operation();
        return operation instanceof Convolution
                || (operation instanceof Concatenation && gathererApplies(reader))
                || (operation instanceof Pooling pooling && pooling.kind() == Pool.MAX);
    }

    private float slope(int rectifier) {
        Activation activation = (Activation) network.nodes().get(rectifier).operation();
        return (float) ((Rectifier) activation.function()).slope();
    }

    private float[] slopes(int node, float slope) {
        float[] slopes = new float[network.nodes().get(node).shape().channels()];
        Arrays.fill(slopes, slope);
        return slopes;
    }
}
