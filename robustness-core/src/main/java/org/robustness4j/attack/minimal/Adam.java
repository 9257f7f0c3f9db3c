package org.robustness4j.attack.minimal;

/**
 * Descent with moments of the gradient.
 *
 * <p>Kingma, Ba: Adam, a method for stochastic optimization, arXiv 1412.6980, algorithm 1.
 */
final class Adam {

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double SMALL = 1e-8;

    private final double[] mean;
    private final double[] square;
    private final double rate;
    private double firstPower = 1;
    private double secondPower = 1;

    Adam(int features, double rate) {
        this.mean = new double[features];
        this.square = new double[features];
        this.rate = rate;
    }

    /**
     * The point after a step down a slope.
     *
     * @param unit how much a value changes for a step of 1
     */
    float[] step(float[] point, double[] slope, double unit) {
        firstPower *= FIRST;
        secondPower *= SECOND;
        double size = unit * rate / (1 - firstPower);
        float[] next = new float[point.length];
        for (int i = 0; i < next.length; i++) {
            mean[i] = FIRST * mean[i] + (1 - FIRST) * slope[i];
            square[i] = SECOND * square[i] + (1 - SECOND) * slope[i] * slope[i];
            next[i] = (float) (point[i] - size * mean[i] / (Math.sqrt(square[i] / (1 - secondPower)) + SMALL));
        }
        return next;
    }
}
