package org.robustness4j.model.internal.network;

import java.util.OptionalDouble;

/** The smooth activation functions without parameters, and two that are smooth but for a kink. */
public enum SmoothFunction implements ScalarFunction {
    SIGMOID {
        @Override
        public double value(double x) {
            return sigmoid(x);
        }

        @Override
        public double derivative(double x) {
            return sigmoid(x) * sigmoid(-x);
        }
    },
    TANH {
        @Override
        public double value(double x) {
            return StrictMath.tanh(x);
        }

        @Override
        public double derivative(double x) {
            double y = StrictMath.tanh(x);
            return 1 - y * y;
        }
    },
    /** {@code max(0, tanh(x))}. */
    RECTIFIED_TANH {
        @Override
        public double value(double x) {
            return Math.max(0, StrictMath.tanh(x));
        }

        @Override
        public double derivative(double x) {
            return x > 0 ? TANH.derivative(x) : 0;
        }
    },
    /** {@code 1.7159 t(2 x / 3)} with a rational approximation t of tanh. */
    RATIONAL_TANH {
        @Override
        public double value(double x) {
            double y = 2 * Math.abs(x) / 3;
            return RATIONAL_SCALE * Math.signum(x) * (1 - 1 / rational(y));
        }

        @Override
        public double derivative(double x) {
            double y = 2 * Math.abs(x) / 3;
            double slope = 1 + 2 * y + 4 * RATIONAL_FOURTH * y * y * y;
            return RATIONAL_SCALE * 2 / 3 * slope / (rational(y) * rational(y));
        }
    },
    SOFTPLUS {
        @Override
        public double value(double x) {
            return softplus(x);
        }

        @Override
        public double derivative(double x) {
            return sigmoid(x);
        }
    },
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN {
        @Override
        public double value(double x) {
            return x / (1 + Math.abs(x));
        }

        @Override
        public double derivative(double x) {
            return 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
        }
    },
    /** {@code x sigmoid(x)}. */
    SWISH {
        @Override
        public double value(double x) {
            return x * sigmoid(x);
        }

        @Override
        public double derivative(double x) {
            return sigmoid(x) * (1 + x * sigmoid(-x));
        }
    },
    /** {@code x tanh(softplus(x))}. */
    MISH {
        @Override
        public double value(double x) {
            return x * StrictMath.tanh(softplus(x));
        }

        @Override
        public double derivative(double x) {
            double t = StrictMath.tanh(softplus(x));
            return t + x * (1 - t * t) * sigmoid(x);
        }
    },
    /** {@code x sigmoid(1.702 x)}, the quick approximation of the Gaussian error linear unit. */
    QUICK_GELU {
        @Override
        public double value(double x) {
            return x * sigmoid(GELU_SLOPE * x);
        }

        @Override
        public double derivative(double x) {
            double gate = sigmoid(GELU_SLOPE * x);
            return gate * (1 + GELU_SLOPE * x * (1 - gate));
        }
    },
    /**
     * {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + (0.044715 x)^3)))}: what ND4J computes as the precise form. The
     * published one has {@code 0.044715 x^3} (Hendrycks, Gimpel: Gaussian error linear units, arXiv 1606.08415).
     */
    ND4J_GELU {
        @Override
        public double value(double x) {
            return x / 2 * (1 + StrictMath.tanh(geluArgument(x)));
        }

        @Override
        public double derivative(double x) {
            double t = StrictMath.tanh(geluArgument(x));
            double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * StrictMath.pow(GELU_CUBIC, 3) * x * x);
            return (1 + t) / 2 + x / 2 * (1 - t * t) * slope;
        }
    },
    CUBE {
        @Override
        public double value(double x) {
            return x * x * x;
        }

        @Override
        public double derivative(double x) {
            return 3 * x * x;
        }
    };

    /**
     * The largest second derivatives are those of the functions themselves, found by their third derivatives or, where
     * those have no closed zeros, on a grid of 0.0001, and rounded up.
     */
    @Override
    public OptionalDouble curvature(double low, double high) {
        return OptionalDouble.of(
                switch (this) {
                    case SIGMOID -> 0.0963;
                    case TANH, RECTIFIED_TANH -> 0.77;
                    case RATIONAL_TANH, MISH -> 0.7;
                    case SOFTPLUS -> 0.2501;
                    case SOFTSIGN -> 2;
                    case SWISH -> 0.5001;
                    case QUICK_GELU -> 0.8512;
                    case ND4J_GELU -> 0.8;
                    case CUBE -> 6 * Math.max(Math.abs(low), Math.abs(high));
                });
    }

    @Override
    public double[] kinks() {
        return new double[] {0};
    }

    private static final double RATIONAL_SCALE = 1.7159;
    private static final double RATIONAL_FOURTH = 1.41645;
    private static final double GELU_SLOPE = 1.702;
    private static final double GELU_CUBIC = 0.044715;

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double rational(double y) {
        return 1 + y + y * y + RATIONAL_FOURTH * y * y * y * y;
    }

    private static double geluArgument(double x) {
        return Math.sqrt(2 / Math.PI) * (x + StrictMath.pow(GELU_CUBIC * x, 3));
    }
}
