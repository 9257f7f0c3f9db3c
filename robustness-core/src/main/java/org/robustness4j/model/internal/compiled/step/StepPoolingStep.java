package org.robustness4j.model.internal.compiled.step;

import java.util.Arrays;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPool;
import org.robustness4j.model.internal.network.RecurrentOperation.StepPooling;

/** One value of each channel for all steps that are there, summed in float64. */
record StepPoolingStep(StepPooling pooling, SequenceRows rows) implements Step {

    @Override
    public void forward(int samples) {
        double[] pooled = new double[samples];
        for (int channel = 0; channel < rows.channels(); channel++) {
            pool(rows.input().values()[channel], pooled, samples);
            for (int sample = 0; sample < samples; sample++) {
                rows.output().values()[channel][sample] = (float) pooled[sample];
            }
        }
    }

    private void pool(float[] values, double[] pooled, int samples) {
        int length = rows.steps() * samples;
        Arrays.fill(pooled, pooling.kind() == StepPool.MAX ? Double.NEGATIVE_INFINITY : 0);
        double[] present = new double[samples];
        for (int i = 0; i < length; i++) {
            int sample = i % samples;
            float mask = rows.mask(i);
            present[sample] += mask;
            switch (pooling.kind()) {
                case MAX -> pooled[sample] = mask == 0 ? pooled[sample] : Math.max(pooled[sample], values[i]);
                case AVERAGE, SUM -> pooled[sample] += mask * values[i];
                case NORM -> pooled[sample] += StrictMath.pow(Math.abs(mask * values[i]), pooling.power());
            }
        }
        for (int sample = 0; sample < samples; sample++) {
            if (pooling.kind() == StepPool.AVERAGE) {
                pooled[sample] /= present[sample];
            } else if (pooling.kind() == StepPool.NORM) {
                pooled[sample] = StrictMath.pow(pooled[sample], 1.0 / pooling.power());
            }
        }
    }

    @Override
    public void backward(int samples) {
        int length = rows.steps() * samples;
        double[] pooled = new double[samples];
        double[] present = new double[samples];
        for (int i = 0; i < length; i++) {
            present[i % samples] += rows.mask(i);
        }
        for (int channel = 0; channel < rows.channels(); channel++) {
            float[] values = rows.input().values()[channel];
            float[] upstream = rows.output().gradients()[channel];
            float[] gradient = rows.input().gradients()[channel];
            pool(values, pooled, samples);
            boolean[] claimed = new boolean[samples];
            for (int i = 0; i < length; i++) {
                int sample = i % samples;
                float mask = rows.mask(i);
                double slope =
                        switch (pooling.kind()) {
                            case MAX -> !claimed[sample] && mask != 0 && values[i] == pooled[sample] ? 1 : 0;
                            case AVERAGE -> mask / present[sample];
                            case SUM -> mask;
                            case NORM -> mask * slopeOfNorm(mask * values[i], pooled[sample]);
                        };
                claimed[sample] |= pooling.kind() == StepPool.MAX && slope == 1;
                gradient[i] = (float) (upstream[sample] * slope);
            }
        }
        rows.clearMaskGradient(samples);
    }

    /** At zero, where a norm has a kink, that of neither side. */
    private double slopeOfNorm(double x, double norm) {
        return norm == 0 ? 0 : Math.signum(x) * StrictMath.pow(Math.abs(x) / norm, pooling.power() - 1.0);
    }
}
