package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.RowProduct;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.compiled.kernel.Scratch;
import org.robustness4j.model.internal.network.Parameters;

/**
 * A dense layer. Its rows are those of the weights, which are longer than batches are large: each sample's output is a
 * sum of them, weighted by the sample's inputs.
 */
record DenseStep(PreparedDense weights, Activations input, Activations output, Scratch scratch)
        implements WeightedStep {

    @Override
    public void forward(int samples) {
        scratch.reset();
        float[][] inputs = scratch.take(samples, weights.byInput().length);
        float[][] outputs = scratch.take(samples, weights.byOutput().length);
        transposed(input.values(), inputs, weights.byInput().length, samples);
        for (float[] row : outputs) {
            System.arraycopy(weights.bias(), 0, row, 0, weights.bias().length);
        }
        RowProduct.add(
                outputs, samples, weights.byInput(), weights.byInput().length, inputs, 0, weights.byOutput().length);
        back(outputs, output.values(), samples);
    }

    @Override
    public void backward(int samples) {
        scratch.reset();
        float[][] upstream = scratch.take(samples, weights.byOutput().length);
        float[][] gradients = scratch.take(samples, weights.byInput().length);
        transposed(output.gradients(), upstream, weights.byOutput().length, samples);
        for (float[] row : gradients) {
            Rows.fill(row, 0, weights.byInput().length);
        }
        RowProduct.add(
                gradients,
                samples,
                weights.byOutput(),
                weights.byOutput().length,
                upstream,
                0,
                weights.byInput().length);
        back(gradients, input.gradients(), samples);
    }

    /** A sample adds to each input's row of weights the upstream row times the sample's input. */
    @Override
    public void accumulate(int samples, Parameters gradient) {
        scratch.reset();
        int outputs = weights.byOutput().length;
        float[][] upstream = scratch.take(samples, outputs);
        float[][] sums = scratch.take(weights.byInput().length, outputs);
        transposed(output.gradients(), upstream, outputs, samples);
        for (float[] row : sums) {
            Rows.fill(row, 0, outputs);
        }
        RowProduct.add(sums, sums.length, upstream, samples, input.values(), 0, outputs);
        for (int i = 0; i < sums.length; i++) {
            System.arraycopy(sums[i], 0, gradient.weights(), i * outputs, outputs);
        }
        for (int j = 0; j < outputs; j++) {
            gradient.bias()[j] = Rows.sum(output.gradients()[j], samples);
        }
    }

    private static void transposed(float[][] features, float[][] rows, int count, int samples) {
        for (int feature = 0; feature < count; feature++) {
            float[] values = features[feature];
            for (int sample = 0; sample < samples; sample++) {
                rows[sample][feature] = values[sample];
            }
        }
    }

    private static void back(float[][] rows, float[][] features, int samples) {
        for (int feature = 0; feature < features.length; feature++) {
            float[] values = features[feature];
            for (int sample = 0; sample < samples; sample++) {
                values[sample] = rows[sample][feature];
            }
        }
    }
}
