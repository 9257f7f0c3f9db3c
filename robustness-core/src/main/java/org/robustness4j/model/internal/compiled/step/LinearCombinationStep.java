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
        }
    }

    @Override
    public void backward(int samples) {
        int n = output.length(samples);
        for (int i = 0; i < factors.length; i++) {
            for (int row = 0; row < output.values().length; row++) {
                if (factors[i] == 1) {
                    System.arraycopy(output.gradients()[row], 0, inputs.get(i).gradients()[row], 0, n);
                } else {
                    Rows.scale(output.gradients()[row], inputs.get(i).gradients()[row], factors[i], n);
                }
            }
        }
    }
}
