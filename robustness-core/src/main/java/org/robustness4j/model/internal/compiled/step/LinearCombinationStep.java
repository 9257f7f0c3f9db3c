package org.robustness4j.model.internal.compiled.step;

import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.RowProduct;
import org.robustness4j.model.internal.compiled.kernel.Rows;

/** Sums, differences and averages. */
@SuppressWarnings("ArrayRecordComponent") // factors that nobody compares
record LinearCombinationStep(float[] factors, List<Activations> inputs, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        int n = output.length(samples);
        if (factors.length == 2 && factors[0] == 1 && factors[1] == 1) {
            for (int row = 0; row < output.values().length; row++) {
                Rows.sum(inputs.get(0).values()[row], inputs.get(1).values()[row], output.values()[row], n);
                output.endValues(row, samples);
            }
            return;
        }
        float[][] terms = new float[inputs.size()][];
        float[][] weights = {factors};
        float[][] sum = new float[1][];
        for (int row = 0; row < output.values().length; row++) {
            for (int i = 0; i < terms.length; i++) {
                terms[i] = inputs.get(i).values()[row];
            }
            sum[0] = output.values()[row];
            Rows.fill(sum[0], 0, n);
            RowProduct.add(sum, 1, terms, terms.length, weights, 0, n);
            output.endValues(row, samples);
        }
    }

    /** An input may share the gradient of a sum. */
    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int i = 0; i < factors.length; i++) {
            for (int row = 0; row < output.values().length; row++) {
                float[] upstream = output.gradients()[row];
                float[] gradient = inputs.get(i).gradients()[row];
                if (factors[i] != 1) {
                    Rows.scale(upstream, gradient, factors[i], n);
                } else if (gradient != upstream) {
                    System.arraycopy(upstream, 0, gradient, 0, n);
                }
            }
        }
    }
}
