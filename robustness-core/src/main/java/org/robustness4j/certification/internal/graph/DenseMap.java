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
        int row = 0;
        for (; row + TOGETHER <= rows; row += TOGETHER) {
            addFour(forward, outputs, row, x, y, 0, inputs);
        }
        for (; row < rows; row++) {
            addOne(forward, outputs, x[row], y[row], 0, inputs);
        }
    }

    @Override
    public void addTransposed(Coefficients a, Coefficients result, int rows) {
        double[][] x = new double[rows][];
        double[][] y = new double[rows][];
        for (int row = 0; row < rows; row++) {
            x[row] = a.row(row);
            y[row] = result.row(row);
            result.touch(row, 0, inputs);
        }
        int row = 0;
        for (; row + TOGETHER <= rows; row += TOGETHER) {
            int from = outputs;
            int to = 0;
            for (int i = row; i < row + TOGETHER; i++) {
                from = Math.min(from, a.from(i));
                to = Math.max(to, a.to(i));
            }
            addFour(backward, inputs, row, x, y, from, to);
        }
        for (; row < rows; row++) {
            addOne(backward, inputs, x[row], y[row], a.from(row), a.to(row));
        }
    }

    /** Of four rows from one on, the arguments from one place to another. */
    private static void addFour(double[] weights, int to, int row, double[][] x, double[][] y, int first, int end) {
        double[] x0 = x[row];
        double[] x1 = x[row + 1];
        double[] x2 = x[row + 2];
        double[] x3 = x[row + 3];
        for (int i = first; i < end; i++) {
            if (x0[i] != 0 || x1[i] != 0 || x2[i] != 0 || x3[i] != 0) {
                addFour(weights, i * to, to, x0[i], y[row], x1[i], y[row + 1], x2[i], y[row + 2], x3[i], y[row + 3]);
            }
        }
    }

    private static void addOne(double[] weights, int to, double[] x, double[] y, int first, int end) {
        for (int i = first; i < end; i++) {
            if (x[i] != 0) {
                addOne(weights, i * to, to, x[i], y);
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
