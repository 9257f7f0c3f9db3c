package org.robustness4j.model.internal.network;

import java.util.Optional;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.TransposedConvolution;

/**
 * The numbers of an operation that training changes, or the gradient with respect to them.
 *
 * @param weights in the order of the operation
 * @param bias in the order of the operation
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record Parameters(float[] weights, float[] bias) {

    /** What training changes in an operation; nothing where it has no weights of its own. */
    public static Optional<Parameters> of(Operation operation) {
        if (operation instanceof Dense dense) {
            return Optional.of(new Parameters(dense.weights(), dense.bias()));
        }
        if (operation instanceof Convolution convolution) {
            return Optional.of(new Parameters(convolution.weights(), convolution.bias()));
        }
        return operation instanceof TransposedConvolution transposed
                ? Optional.of(new Parameters(transposed.weights(), transposed.bias()))
                : Optional.empty();
    }

    /** The operation without its weights: all that tells its shape remains. */
    public static Operation without(Operation operation) {
        float[] none = {};
        if (operation instanceof Dense dense) {
            return new Dense(none, dense.bias());
        }
        if (operation instanceof Convolution convolution) {
            return new Convolution(convolution.window(), convolution.groups(), none, convolution.bias());
        }
        return operation instanceof TransposedConvolution transposed
                ? new TransposedConvolution(
                        transposed.window(),
                        transposed.outputHeight(),
                        transposed.outputWidth(),
                        none,
                        transposed.bias())
                : operation;
    }

    /** As many zeros. */
    public Parameters zeros() {
        return new Parameters(new float[weights.length], new float[bias.length]);
    }

    /** Adds others, number by number. */
    public void add(Parameters others) {
        add(weights, others.weights);
        add(bias, others.bias);
    }

    private static void add(float[] sums, float[] terms) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += terms[i];
        }
    }
}
