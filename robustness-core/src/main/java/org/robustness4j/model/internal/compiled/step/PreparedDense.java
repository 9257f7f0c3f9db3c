package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Parameters;

/**
 * The weights of a dense layer in both directions.
 *
 * @param byInput for each input its weights, {@code [inputs][outputs]}
 * @param byOutput for each output its weights, {@code [outputs][inputs]}
 * @param bias {@code [outputs]}
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PreparedDense(float[][] byInput, float[][] byOutput, float[] bias) implements PreparedOperation {

    /** So many rows of weights are turned into columns together: their lines stay in the cache. */
    private static final int BLOCK = 64;

    static PreparedDense of(Dense dense) {
        int outputs = dense.bias().length;
        int inputs = dense.weights().length / outputs;
        PreparedDense prepared =
                new PreparedDense(new float[inputs][outputs], new float[outputs][inputs], new float[outputs]);
        prepared.load(dense);
        return prepared;
    }

    @Override
    public Step between(List<Activations> inputs, Activations output, Scratch scratch) {
        return new DenseStep(this, inputs.get(0), output, scratch);
    }

    @Override
    public void load(Operation operation) {
        Parameters parameters = Parameters.of(operation).orElseThrow();
        int outputs = bias.length;
        for (int i = 0; i < byInput.length; i++) {
            System.arraycopy(parameters.weights(), i * outputs, byInput[i], 0, outputs);
        }
        for (int first = 0; first < byInput.length; first += BLOCK) {
            int last = Math.min(byInput.length, first + BLOCK);
            for (int j = 0; j < outputs; j++) {
                for (int i = first; i < last; i++) {
                    byOutput[j][i] = byInput[i][j];
                }
            }
        }
        System.arraycopy(parameters.bias(), 0, bias, 0, outputs);
    }
}
