package org.robustness4j.diagnosis;

import java.util.Random;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A model that hides its gradients, in one of the ways that defences did. */
record MaskedClassifier(DifferentiableClassifier model, Mask mask) implements DifferentiableClassifier {

    /** How gradients are hidden. */
    enum Mask {
        LOGITS_TIMES_100,
        LOGITS_TIMES_1000,
        SOFTMAX_OF_SOFTMAX,
        QUANTIZED_INPUT,
        STEP_ACTIVATION,
        RANDOM_NOISE,
        RANDOM_SHIFT,
        ROUNDED_LOGITS,
        REVERSED_GRADIENT,
        SHUFFLED_GRADIENT
    }

    @Override
    public int classes() {
        return model.classes();
    }

    @Override
    public ForwardPass forward(Matrix batch) {
        ForwardPass pass = model.forward(transformed(batch));
        Matrix logits = pass.logits();
        Matrix shown = shown(logits);
        return new ForwardPass() {
            @Override
            public Matrix logits() {
                return shown;
            }

            @Override
            public Matrix backward(Matrix upstream) {
                return hidden(pass.backward(throughOutput(upstream, shown)));
            }

            @Override
            public void close() {
                pass.close();
            }
        };
    }

    @Override
    public DifferentiableClassifier fork() {
        return new MaskedClassifier(model.fork(), mask);
    }

    private Matrix transformed(Matrix batch) {
        float[] values = batch.values().clone();
        Random random = mask == Mask.RANDOM_NOISE || mask == Mask.RANDOM_SHIFT ? new Random() : new Random(1);
        int shift = random.nextInt(8);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (mask) {
                case QUANTIZED_INPUT -> Math.round(values[i] * 3) / 3f;
                case STEP_ACTIVATION -> values[i] > 0.5f ? 1 : 0;
                case RANDOM_NOISE -> values[i] + (float) (0.1 * random.nextGaussian());
                case RANDOM_SHIFT -> batch.values()[Math.max(0, i - shift)];
                default -> values[i];
            };
        }
        return new Matrix(batch.rows(), batch.columns(), values);
    }

    private Matrix shown(Matrix logits) {
        float[] values = logits.values().clone();
        for (int i = 0; i < logits.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < logits.columns(); j++) {
                sum += Math.exp((double) logits.get(i, j) - logits.get(i, logits.argMax(i)));
            }
            for (int j = 0; j < logits.columns(); j++) {
                int k = i * logits.columns() + j;
                values[k] = switch (mask) {
                    case LOGITS_TIMES_100 -> 100 * values[k];
                    case LOGITS_TIMES_1000 -> 1000 * values[k];
                    case SOFTMAX_OF_SOFTMAX ->
                        (float) (Math.exp((double) values[k] - logits.get(i, logits.argMax(i))) / sum);
                    case ROUNDED_LOGITS -> Math.round(values[k]);
                    default -> values[k];
                };
            }
        }
        return new Matrix(logits.rows(), logits.columns(), values);
    }

    private Matrix throughOutput(Matrix upstream, Matrix shown) {
        float[] values = upstream.values().clone();
        for (int i = 0; i < upstream.rows(); i++) {
            float mean = 0;
            for (int j = 0; j < upstream.columns(); j++) {
                mean += upstream.get(i, j) * shown.get(i, j);
            }
            for (int j = 0; j < upstream.columns(); j++) {
                int k = i * upstream.columns() + j;
                values[k] = switch (mask) {
                    case LOGITS_TIMES_100 -> 100 * values[k];
                    case LOGITS_TIMES_1000 -> 1000 * values[k];
                    case SOFTMAX_OF_SOFTMAX -> shown.get(i, j) * (values[k] - mean);
                    case ROUNDED_LOGITS -> 0;
                    default -> values[k];
                };
            }
        }
        return new Matrix(upstream.rows(), upstream.columns(), values);
    }

    private Matrix hidden(Matrix gradient) {
        float[] values = gradient.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (mask) {
                case QUANTIZED_INPUT, STEP_ACTIVATION -> 0;
                case REVERSED_GRADIENT -> -values[i];
                case SHUFFLED_GRADIENT -> gradient.values()[values.length - 1 - i];
                default -> values[i];
            };
        }
        return new Matrix(gradient.rows(), gradient.columns(), values);
    }
}
