package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.compiled.kernel.Rows;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;

/** A function of groups of values, in float64, one group of one sample at a time. */
record GroupedStep(Grouped operation, Activations input, Activations output) implements Step {

    @Override
    public void forward(int samples) {
        for (int group = 0; group < operation.inputs().length; group++) {
            int[] arguments = operation.inputs()[group];
            int[] results = operation.outputs()[group];
            double[] x = new double[arguments.length];
            double[] y = new double[results.length];
            for (int sample = 0; sample < samples; sample++) {
                load(input.values(), input.shape().width(), arguments, sample, samples, x);
                operation.function().value(x, y);
                int width = output.shape().width();
                for (int i = 0; i < results.length; i++) {
                    output.values()[results[i] / width][results[i] % width * samples + sample] = (float) y[i];
                }
            }
        }
    }

    private static void load(float[][] rows, int width, int[] indices, int sample, int samples, double[] values) {
        for (int i = 0; i < indices.length; i++) {
            int index = indices[i];
            values[i] = index == Gather.ZERO ? 0 : rows[index / width][index % width * samples + sample];
        }
    }

    @Override
    public void backward(int samples) {
        int width = input.shape().width();
        for (float[] gradient : input.gradients()) {
            Rows.fill(gradient, 0, input.length(samples));
        }
        for (int group = 0; group < operation.inputs().length; group++) {
            int[] arguments = operation.inputs()[group];
            double[] x = new double[arguments.length];
            double[] upstream = new double[operation.outputs()[group].length];
            double[] result = new double[arguments.length];
            for (int sample = 0; sample < samples; sample++) {
                load(input.values(), width, arguments, sample, samples, x);
                load(output.gradients(), output.shape().width(), operation.outputs()[group], sample, samples, upstream);
                operation.function().gradient(x, upstream, result);
                for (int i = 0; i < arguments.length; i++) {
                    if (arguments[i] != Gather.ZERO) {
                        input.gradients()[arguments[i] / width][arguments[i] % width * samples + sample] +=
                                (float) result[i];
                    }
                }
            }
        }
    }
}
