package org.robustness4j.diagnosis.internal;

import java.util.Arrays;
import java.util.Random;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/** A model that hides how it can be broken, in one of the ways that defences did. */
record MaskedClassifier(DifferentiableClassifier model, Mask mask) implements DifferentiableClassifier {

    /** How much of the model a mask leaves to be followed. */
    enum Left {
        /** Scores and decisions are those of the model: attacks by queries are not hindered. */
        SCORES,
        /** Decisions are those of the model, scores lead nowhere. */
        DECISIONS,
        /** Not even decisions: they are another model's, or random. */
        NOTHING
    }

    /** How the model hides. */
    enum Mask {
        LOGITS_TIMES_100(Left.SCORES),
        LOGITS_TIMES_1000(Left.SCORES),
        SOFTMAX_OF_SOFTMAX(Left.SCORES),
        QUANTIZED_INPUT(Left.NOTHING),
        FINELY_QUANTIZED_INPUT(Left.NOTHING),
        STEP_ACTIVATION(Left.NOTHING),
        RANDOM_NOISE(Left.NOTHING),
        RANDOM_SHIFT(Left.NOTHING),
        RANDOM_PIXELS(Left.NOTHING),
        ROUNDED_LOGITS(Left.DECISIONS),
        ROUNDED_PROBABILITIES(Left.DECISIONS),
        LABELS_AS_LOGITS(Left.DECISIONS),
        REVERSED_GRADIENT(Left.SCORES),
        SHUFFLED_GRADIENT(Left.SCORES),
        RANDOM_GRADIENT(Left.SCORES),
        HALF_REVERSED_GRADIENT(Left.SCORES),
        CONSTANT_GRADIENT(Left.SCORES),
        NO_GRADIENT_FOR_DARK_IMAGES(Left.SCORES),
        STEEP_SIGMOID(Left.DECISIONS),
        CONFIDENCE_GROWS_17_3(Left.DECISIONS),
        CONFIDENCE_GROWS_17_1(Left.DECISIONS),
        CONFIDENCE_GROWS_17_03(Left.DECISIONS),
        CONFIDENCE_GROWS_5_3(Left.DECISIONS),
        CONFIDENCE_GROWS_30_10(Left.DECISIONS),
        CONSTANT_CONFIDENCE(Left.DECISIONS),
        CONFIDENCE_INVERTED(Left.DECISIONS),
        CONFIDENCE_WITH_A_RIDGE_AT_05(Left.DECISIONS),
        CONFIDENCE_WITH_A_RIDGE_AT_2(Left.DECISIONS);

        private final Left left;

        Mask(Left left) {
            this.left = left;
        }

        Left left() {
            return left;
        }

        /** Whether the logit of the class that is predicted is replaced by the next one and a confidence of the mask's own. */
        private boolean replacesConfidence() {
            return name().startsWith("CON") && this != CONSTANT_GRADIENT;
        }

        /** The confidence shown for a margin of the model. */
        private double confidence(double margin) {
            return switch (this) {
                case CONFIDENCE_GROWS_17_3 -> 1 + 3 * Math.abs(17 - margin);
                case CONFIDENCE_GROWS_17_1 -> 1 + Math.abs(17 - margin);
                case CONFIDENCE_GROWS_17_03 -> 1 + 0.3 * Math.abs(17 - margin);
                case CONFIDENCE_GROWS_5_3 -> 1 + 3 * Math.abs(5 - margin);
                case CONFIDENCE_GROWS_30_10 -> 1 + 10 * Math.abs(30 - margin);
                case CONSTANT_CONFIDENCE -> 5;
                case CONFIDENCE_INVERTED -> 20 / (1 + margin);
                case CONFIDENCE_WITH_A_RIDGE_AT_05 -> ridge(margin, 0.5);
                case CONFIDENCE_WITH_A_RIDGE_AT_2 -> ridge(margin, 2);
                default -> throw new IllegalStateException(name());
            };
        }

        /** Rises towards the boundary up to a ridge, and falls behind it to nothing, without a jump. */
        private static double ridge(double margin, double at) {
            return margin < at ? 20 * margin / at : 20 / (1 + 0.2 * (margin - at));
        }

        private static double slopeOfRidge(double margin, double at) {
            double width = 1 + 0.2 * (margin - at);
            return margin < at ? 20 / at : -4 / (width * width);
        }

        private double slope(double margin) {
            return switch (this) {
                case CONFIDENCE_GROWS_17_3 -> -3 * Math.signum(17 - margin);
                case CONFIDENCE_GROWS_17_1 -> -Math.signum(17 - margin);
                case CONFIDENCE_GROWS_17_03 -> -0.3 * Math.signum(17 - margin);
                case CONFIDENCE_GROWS_5_3 -> -3 * Math.signum(5 - margin);
                case CONFIDENCE_GROWS_30_10 -> -10 * Math.signum(30 - margin);
                case CONSTANT_CONFIDENCE -> 0;
                case CONFIDENCE_INVERTED -> -20 / ((1 + margin) * (1 + margin));
                case CONFIDENCE_WITH_A_RIDGE_AT_05 -> slopeOfRidge(margin, 0.5);
                case CONFIDENCE_WITH_A_RIDGE_AT_2 -> slopeOfRidge(margin, 2);
                default -> throw new IllegalStateException(name());
            };
        }
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
                return hidden(pass.backward(throughOutput(upstream, logits, shown)), batch);
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
        boolean isRandom = mask == Mask.RANDOM_NOISE || mask == Mask.RANDOM_SHIFT || mask == Mask.RANDOM_PIXELS;
        Random random = isRandom ? new Random() : new Random(1);
        int shift = random.nextInt(8);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (mask) {
                case QUANTIZED_INPUT -> Math.round(values[i] * 3) / 3f;
                case FINELY_QUANTIZED_INPUT -> Math.round(values[i] * 15) / 15f;
                case STEP_ACTIVATION -> values[i] > 0.5f ? 1 : 0;
                case RANDOM_NOISE -> values[i] + (float) (0.1 * random.nextGaussian());
                case RANDOM_SHIFT -> batch.values()[Math.max(0, i - shift)];
                case RANDOM_PIXELS -> random.nextInt(10) == 0 ? 0 : values[i];
                default -> values[i];
            };
        }
        return new Matrix(batch.rows(), batch.columns(), values);
    }

    private Matrix shown(Matrix logits) {
        float[] values = logits.values().clone();
        for (int i = 0; i < logits.rows(); i++) {
            float[] row = logits.row(i);
            int top = logits.argMax(i);
            double[] probabilities = probabilities(row, top);
            for (int j = 0; j < row.length; j++) {
                values[i * row.length + j] = shown(row, j, top, probabilities[j]);
            }
        }
        return new Matrix(logits.rows(), logits.columns(), values);
    }

    private static double[] probabilities(float[] row, int top) {
        double[] exponentials = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            exponentials[j] = Math.exp((double) row[j] - row[top]);
        }
        double sum = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(e -> e / sum).toArray();
    }

    private float shown(float[] row, int j, int top, double probability) {
        if (mask.replacesConfidence()) {
            int next = next(row, top);
            return j == top ? (float) (row[next] + mask.confidence((double) row[top] - row[next])) : row[j];
        }
        return switch (mask) {
            case LOGITS_TIMES_100 -> 100 * row[j];
            case LOGITS_TIMES_1000 -> 1000 * row[j];
            case SOFTMAX_OF_SOFTMAX -> (float) probability;
            case ROUNDED_LOGITS -> Math.round(row[j]);
            case ROUNDED_PROBABILITIES -> Math.round(probability * 100) / 100f;
            case LABELS_AS_LOGITS -> j == top ? 10 : 0;
            case STEEP_SIGMOID -> (float) (j == top ? 2 : 1 / (1 + Math.exp(-50.0 * row[j])));
            default -> row[j];
        };
    }

    private static int next(float[] row, int top) {
        int next = top == 0 ? 1 : 0;
        for (int j = 0; j < row.length; j++) {
            next = j != top && row[j] > row[next] ? j : next;
        }
        return next;
    }

    private Matrix throughOutput(Matrix upstream, Matrix logits, Matrix shown) {
        float[] values = upstream.values().clone();
        int columns = upstream.columns();
        for (int i = 0; i < upstream.rows(); i++) {
            float[] row = logits.row(i);
            int top = logits.argMax(i);
            int next = next(row, top);
            float mean = 0;
            for (int j = 0; j < columns; j++) {
                mean += upstream.get(i, j) * shown.get(i, j);
            }
            for (int j = 0; j < columns; j++) {
                int k = i * columns + j;
                values[k] = switch (mask) {
                    case LOGITS_TIMES_100 -> 100 * values[k];
                    case LOGITS_TIMES_1000 -> 1000 * values[k];
                    case SOFTMAX_OF_SOFTMAX -> shown.get(i, j) * (values[k] - mean);
                    case ROUNDED_LOGITS, ROUNDED_PROBABILITIES, LABELS_AS_LOGITS, STEEP_SIGMOID -> 0;
                    default -> values[k];
                };
            }
            if (mask.replacesConfidence()) {
                double slope = mask.slope((double) row[top] - row[next]);
                float ofTop = upstream.get(i, top);
                values[i * columns + top] = (float) (slope * ofTop);
                values[i * columns + next] += (float) ((1 - slope) * ofTop);
            }
        }
        return new Matrix(upstream.rows(), columns, values);
    }

    private Matrix hidden(Matrix gradient, Matrix batch) {
        float[] values = gradient.values().clone();
        Random random = new Random(1);
        for (int i = 0; i < gradient.rows(); i++) {
            double brightness = 0;
            for (float value : batch.row(i)) {
                brightness += value / batch.columns();
            }
            for (int f = 0; f < gradient.columns(); f++) {
                int k = i * gradient.columns() + f;
                values[k] = switch (mask) {
                    case QUANTIZED_INPUT, FINELY_QUANTIZED_INPUT, STEP_ACTIVATION -> 0;
                    case REVERSED_GRADIENT -> -values[k];
                    case HALF_REVERSED_GRADIENT -> f % 2 == 0 ? -values[k] : values[k];
                    case SHUFFLED_GRADIENT -> gradient.get(i, gradient.columns() - 1 - f);
                    case RANDOM_GRADIENT -> (float) random.nextGaussian();
                    case CONSTANT_GRADIENT -> 1e-3f;
                    case NO_GRADIENT_FOR_DARK_IMAGES -> brightness < 0.12 ? 0 : values[k];
                    default -> values[k];
                };
            }
        }
        return new Matrix(gradient.rows(), gradient.columns(), values);
    }
}
