package org.robustness4j.model.internal.compiled.step;

/** Rows moved to mean 0 and scaled to deviation 1, in float64. */
final class Standardization {

    private Standardization() {}

    /**
     * Standardises a row; one of equal values becomes zero.
     *
     * @return what its values are multiplied with, once their mean is 0
     */
    static float forward(float[] row, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += row[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (row[i] - mean) * (row[i] - mean);
        }
        double scale = squares > 0 ? 1 / Math.sqrt(squares / n) : 0;
        for (int i = 0; i < n; i++) {
            row[i] = (float) ((row[i] - mean) * scale);
        }
        return (float) scale;
    }

    /**
     * Turns the gradient after the standardisation into the one before.
     *
     * @param standard the standardised row
     */
    static void backward(float[] gradient, float[] standard, float scale, int n) {
        double sum = 0;
        double along = 0;
        for (int i = 0; i < n; i++) {
            sum += gradient[i];
            along += (double) gradient[i] * standard[i];
        }
        for (int i = 0; i < n; i++) {
            gradient[i] = (float) (scale * (gradient[i] - sum / n - standard[i] * (along / n)));
        }
    }
}
