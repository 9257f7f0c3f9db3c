package org.robustness4j.certification.internal.graph;

/** The product with a matrix. */
final class DenseMap implements LinearMap {

    /** As many rows share a pass over the weights. */
    private static final int TOGETHER = 4;

    private final int inputs;
    private final int outputs;
    /** {@code [inputs, outputs]}. */
    private final double[] forward;
    /** {@code [outputs, inputs]}. */
    private final double[] backward;

    /** @param weights {@code [inputs, outputs]}, row-major */
    DenseMap(int inputs, int outputs, double[] weights) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.forward = weights;
        this.backward = new double[weights.length];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                backward[j * inputs + i] = weights[i * outputs + j];
            }
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int terms() {
        return Math.max(inputs, outputs);
    }

    @Override
    public void add(double[][] x, double[][] y, int rows) {
        add(forward, inputs, outputs, x, y, rows);
    }

    @Override
    public void addTransposed(double[][] a, double[][] result, int rows) {
        add(backward, outputs, inputs, a, result, rows);
    }

    private static void add(double[] weights, int from, int to, double[][] x, double[][] y, int rows) {
        int row = 0;
        for (; row + TOGETHER <= rows; row += TOGETHER) {
            double[] x0 = x[row];
            double[] x1 = x[row + 1];
            double[] x2 = x[row + 2];
            double[] x3 = x[row + 3];
            for (int i = 0; i < from; i++) {
                if (x0[i] != 0 || x1[i] != 0 || x2[i] != 0 || x3[i] != 0) {
                    addFour(
                            weights,
                            i * to,
                            to,
                            x0[i],
                            y[row],
                            x1[i],
                            y[row + 1],
                            x2[i],
                            y[row + 2],
                            x3[i],
                            y[row + 3]);
                }
            }
        }
        for (; row < rows; row++) {
            for (int i = 0; i < from; i++) {
                if (x[row][i] != 0) {
                    addOne(weights, i * to, to, x[row][i], y[row]);
                }
            }
        }
    }

    private static void addOne(double[] weights, int at, int n, double x, double[] y) {
        for (int j = 0; j < n; j++) {
            y[j] += x * weights[at + j];
        }
    }

    private static void addFour(
            double[] weights,
            int at,
            int n,
            double x0,
            double[] y0,
            double x1,
            double[] y1,
            double x2,
            double[] y2,
            double x3,
            double[] y3) {
        for (int j = 0; j < n; j++) {
            double weight = weights[at + j];
            y0[j] += x0 * weight;
            y1[j] += x1 * weight;
            y2[j] += x2 * weight;
            y3[j] += x3 * weight;
        }
    }

    @Override
    public LinearMap absolute() {
        double[] sizes = new double[forward.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(forward[i]);
        }
        return new DenseMap(inputs, outputs, sizes);
    }

    @Override
    public LinearMap scaled(double[] factors) {
        double[] products = new double[forward.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = forward[i] * factors[i % outputs];
        }
        return new DenseMap(inputs, outputs, products);
    }
}
