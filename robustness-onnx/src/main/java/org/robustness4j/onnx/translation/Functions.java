package org.robustness4j.onnx.translation;

import org.robustness4j.model.internal.network.ScalarFunction;

/** Functions of one number that ONNX has and DL4J has not. */
enum Functions implements ScalarFunction {
    EXP {
        @Override
        public double value(double x) {
            return StrictMath.exp(x);
        }

        @Override
        public double derivative(double x) {
            return StrictMath.exp(x);
        }
    },
    LOG {
        @Override
        public double value(double x) {
            return StrictMath.log(x);
        }

        @Override
        public double derivative(double x) {
            return 1 / x;
        }
    },
    SQRT {
        @Override
        public double value(double x) {
            return Math.sqrt(x);
        }

        @Override
        public double derivative(double x) {
            return x == 0 ? 0 : 0.5 / Math.sqrt(x);
        }
    },
    RECIPROCAL {
        @Override
        public double value(double x) {
            return 1 / x;
        }

        @Override
        public double derivative(double x) {
            return -1 / (x * x);
        }
    },
    ABS {
        @Override
        public double value(double x) {
            return Math.abs(x);
        }

        @Override
        public double derivative(double x) {
            return Math.signum(x);
        }
    },
    SIN {
        @Override
        public double value(double x) {
            return StrictMath.sin(x);
        }

        @Override
        public double derivative(double x) {
            return StrictMath.cos(x);
        }
    },
    COS {
        @Override
        public double value(double x) {
            return StrictMath.cos(x);
        }

        @Override
        public double derivative(double x) {
            return -StrictMath.sin(x);
        }
    },
    /** {@code x hardSigmoid(x)} with the slope 1/6 (Howard et al., arXiv 1905.02244). */
    HARD_SWISH {
        @Override
        public double value(double x) {
            return x * Math.max(0, Math.min(1, x / SIX + 0.5));
        }

        @Override
        public double derivative(double x) {
            return x <= -THREE ? 0 : x >= THREE ? 1 : x / THREE + 0.5;
        }
    },
    /** {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))} (Hendrycks, Gimpel, arXiv 1606.08415). */
    TANH_GELU {
        @Override
        public double value(double x) {
            return x / 2 * (1 + StrictMath.tanh(argument(x)));
        }

        @Override
        public double derivative(double x) {
            double t = StrictMath.tanh(argument(x));
            double slope = Math.sqrt(2 / Math.PI) * (1 + THREE * CUBIC * x * x);
            return (1 + t) / 2 + x / 2 * (1 - t * t) * slope;
        }

        private double argument(double x) {
            return Math.sqrt(2 / Math.PI) * (x + CUBIC * x * x * x);
        }
    },
    ERF {
        @Override
        public double value(double x) {
            return erf(x);
        }

        @Override
        public double derivative(double x) {
            return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x);
        }
    },
    /** {@code x} times the share of the normal distribution below it. */
    GELU {
        @Override
        public double value(double x) {
            return x / 2 * (1 + erf(x / Math.sqrt(2)));
        }

        @Override
        public double derivative(double x) {
            double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            return (1 + erf(x / Math.sqrt(2))) / 2 + x * density;
        }
    };

    private static final double THREE = 3;
    private static final double SIX = 6;
    private static final double CUBIC = 0.044715;
    private static final double SERIES = 3;

    /** By its series near 0, and by a continued fraction farther out (Abramowitz and Stegun, 7.1.6 and 7.1.14). */
    static double erf(double x) {
        double size = Math.abs(x);
        if (size < SERIES) {
            double term = size;
            double sum = size;
            for (int n = 1; term > sum * 1e-17; n++) {
                term *= 2 * size * size / (2 * n + 1);
                sum += term;
            }
            return Math.copySign(2 / Math.sqrt(Math.PI) * StrictMath.exp(-size * size) * sum, x);
        }
        double fraction = 0;
        for (int n = 60; n > 0; n--) {
            fraction = n / 2.0 / (size + fraction);
        }
        double rest = StrictMath.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction);
        return Math.copySign(1 - rest, x);
    }

    /** {@code x ^ exponent}. */
    record Power(double exponent) implements ScalarFunction {

        @Override
        public double value(double x) {
            return StrictMath.pow(x, exponent);
        }

        @Override
        public double derivative(double x) {
            return exponent == 0 ? 0 : exponent * StrictMath.pow(x, exponent - 1);
        }
    }

    /** {@code x} where it is larger than a threshold, 0 elsewhere. */
    record Thresholded(double threshold) implements ScalarFunction {

        @Override
        public double value(double x) {
            return x > threshold ? x : 0;
        }

        @Override
        public double derivative(double x) {
            return x > threshold ? 1 : 0;
        }
    }

    /** {@code max(0, x) + min(0, alpha (exp(x / alpha) - 1))} (Barron, arXiv 1704.07483). */
    record ContinuousExponentialUnit(double alpha) implements ScalarFunction {

        @Override
        public double value(double x) {
            return Math.max(0, x) + Math.min(0, alpha * StrictMath.expm1(x / alpha));
        }

        @Override
        public double derivative(double x) {
            return x > 0 ? 1 : StrictMath.exp(x / alpha);
        }
    }

    /** {@code x sigmoid(alpha x)}. */
    record Swish(double alpha) implements ScalarFunction {

        @Override
        public double value(double x) {
            return x / (1 + StrictMath.exp(-alpha * x));
        }

        @Override
        public double derivative(double x) {
            double gate = 1 / (1 + StrictMath.exp(-alpha * x));
            return gate * (1 + alpha * x * (1 - gate));
        }
    }

    /** {@code x} farther than lambda from 0, moved towards it by a bias; 0 nearer. */
    record Shrink(double lambda, double bias) implements ScalarFunction {

        @Override
        public double value(double x) {
            return x < -lambda ? x + bias : x > lambda ? x - bias : 0;
        }

        @Override
        public double derivative(double x) {
            return Math.abs(x) > lambda ? 1 : 0;
        }
    }
}
