package org.robustness4j.model.internal.network;

import java.util.Arrays;

/** A function of a group of values, with one value or as many as there are. */
public interface GroupFunction {

    /** The number of its values. */
    int outputs(int inputs);

    /**
     * Computes its values.
     *
     * @param y receives them
     */
    void value(double[] x, double[] y);

    /**
     * Computes the gradient of {@code sum(upstream * value)}; at a kink that of either side.
     *
     * @param result receives it
     */
    void gradient(double[] x, double[] upstream, double[] result);

    /** A function with one value. */
    interface Reduction extends GroupFunction {

        @Override
        default int outputs(int inputs) {
            return 1;
        }

        @Override
        default void value(double[] x, double[] y) {
            y[0] = value(x);
        }

        /** Its value. */
        double value(double[] x);
    }

    /** A function with as many values as arguments. */
    interface Normalization extends GroupFunction {

        @Override
        default int outputs(int inputs) {
            return inputs;
        }
    }

    /** The functions with one value and without constants. */
    enum Pool implements Reduction {
        SUM {
            @Override
            public double value(double[] x) {
                double sum = 0;
                for (double value : x) {
                    sum += value;
                }
                return sum;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                Arrays.fill(result, upstream[0]);
            }
        },
        MEAN {
            @Override
            public double value(double[] x) {
                return SUM.value(x) / x.length;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                Arrays.fill(result, upstream[0] / x.length);
            }
        },
        /** Of equal maxima the first gets the gradient. */
        MAXIMUM {
            @Override
            public double value(double[] x) {
                return x[first(x)];
            }

            private int first(double[] x) {
                int first = 0;
                for (int i = 1; i < x.length; i++) {
                    first = x[i] > x[first] ? i : first;
                }
                return first;
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                Arrays.fill(result, 0);
                result[first(x)] = upstream[0];
            }
        },
        /** The Euclidean distance between the first half of the values and the second. */
        DISTANCE {
            @Override
            public double value(double[] x) {
                int half = x.length / 2;
                double sum = 0;
                for (int i = 0; i < half; i++) {
                    double difference = x[i] - x[half + i];
                    sum += difference * difference;
                }
                return Math.sqrt(sum);
            }

            @Override
            public void gradient(double[] x, double[] upstream, double[] result) {
                int half = x.length / 2;
                double distance = value(x);
                for (int i = 0; i < half; i++) {
                    result[i] = distance == 0 ? 0 : upstream[0] * (x[i] - x[half + i]) / distance;
                    result[half + i] = -result[i];
                }
            }
        }
    }

    /** {@code (sum of |x| ^ p) ^ (1 / p)}. */
    record PowerNorm(double p) implements Reduction {

        @Override
        public double value(double[] x) {
            double largest = 0;
            for (double value : x) {
                largest = Math.max(largest, Math.abs(value));
            }
            if (largest == 0) {
                return 0;
            }
            double sum = 0;
            for (double value : x) {
                sum += StrictMath.pow(Math.abs(value) / largest, p);
            }
            return largest * StrictMath.pow(sum, 1 / p);
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            double norm = value(x);
            for (int i = 0; i < x.length; i++) {
                result[i] =
                        x[i] == 0 ? 0 : upstream[0] * Math.signum(x[i]) * StrictMath.pow(Math.abs(x[i]) / norm, p - 1);
            }
        }
    }

    /** {@code exp(x) / sum of exp(x)}. */
    record Softmax() implements Normalization {

        @Override
        public void value(double[] x, double[] y) {
            double largest = Pool.MAXIMUM.value(x);
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                y[i] = StrictMath.exp(x[i] - largest);
                sum += y[i];
            }
            for (int i = 0; i < x.length; i++) {
                y[i] /= sum;
            }
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            value(x, result);
            double along = 0;
            for (int i = 0; i < x.length; i++) {
                along += upstream[i] * result[i];
            }
            for (int i = 0; i < x.length; i++) {
                result[i] *= upstream[i] - along;
            }
        }
    }

    /** {@code x / max(|x|, epsilon)} with the L2 norm of the group. */
    record UnitLength(double epsilon) implements Normalization {

        @Override
        public void value(double[] x, double[] y) {
            double size = Math.max(norm(x), epsilon);
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] / size;
            }
        }

        private static double norm(double[] x) {
            double squares = 0;
            for (double value : x) {
                squares += value * value;
            }
            return Math.sqrt(squares);
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            double norm = norm(x);
            double size = Math.max(norm, epsilon);
            double along = 0;
            for (int i = 0; i < x.length; i++) {
                along += upstream[i] * x[i];
            }
            for (int i = 0; i < x.length; i++) {
                double back = norm > epsilon ? along * x[i] / (size * size) : 0;
                result[i] = (upstream[i] - back) / size;
            }
        }
    }

    /**
     * {@code (x - mean) / sqrt(variance + epsilon)}, the variance being that of the group itself; 0 where that and epsilon
     * are 0 (Ba, Kiros, Hinton: Layer normalization, arXiv 1607.06450).
     */
    record Standardization(double epsilon) implements Normalization {

        /** By the standard deviation. */
        public Standardization() {
            this(0);
        }

        @Override
        public void value(double[] x, double[] y) {
            double mean = Pool.MEAN.value(x);
            double deviation = deviation(x, mean);
            for (int i = 0; i < x.length; i++) {
                y[i] = deviation == 0 ? 0 : (x[i] - mean) / deviation;
            }
        }

        private double deviation(double[] x, double mean) {
            double squares = 0;
            for (double value : x) {
                squares += (value - mean) * (value - mean);
            }
            return Math.sqrt(squares / x.length + epsilon);
        }

        @Override
        public void gradient(double[] x, double[] upstream, double[] result) {
            double deviation = deviation(x, Pool.MEAN.value(x));
            value(x, result);
            double mean = Pool.MEAN.value(upstream);
            double along = 0;
            for (int i = 0; i < x.length; i++) {
                along += upstream[i] * result[i] / x.length;
            }
            for (int i = 0; i < x.length; i++) {
                result[i] = deviation == 0 ? 0 : (upstream[i] - mean - result[i] * along) / deviation;
            }
        }
    }
}
