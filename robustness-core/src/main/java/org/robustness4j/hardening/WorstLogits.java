package org.robustness4j.hardening;

/**
 * The logits of a box that are worst for its label, less that of the label where differences are known.
 *
 * @param interval the middle of each logit, and behind them half the widths of the differences of pairs, or of logits
 * @param classes how many there are
 * @param label the true class
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record WorstLogits(float[] interval, int classes, int label) {

    private boolean areDifferences() {
        return interval.length > 2 * classes;
    }

    private int width(int j) {
        return areDifferences() ? classes + j * classes + label : classes + j;
    }

    float[] logits() {
        float[] worst = new float[classes];
        for (int j = 0; j < classes; j++) {
            if (areDifferences()) {
                worst[j] = j == label ? 0 : interval[j] - interval[label] + interval[width(j)];
            } else {
                worst[j] = interval[j] + (j == label ? -interval[width(j)] : interval[width(j)]);
            }
        }
        return worst;
    }

    /**
     * Adds the gradient of the interval.
     *
     * @param slopes the gradient of the worst logits
     * @param factor what it is multiplied with
     * @param sums receive it
     * @param from where it begins there
     */
    void backward(float[] slopes, double factor, float[] sums, int from) {
        for (int j = 0; j < classes; j++) {
            float slope = (float) (factor * slopes[j]);
            if (!areDifferences()) {
                sums[from + j] += slope;
                sums[from + width(j)] += j == label ? -slope : slope;
            } else if (j != label) {
                sums[from + j] += slope;
                sums[from + label] -= slope;
                sums[from + width(j)] += slope;
            }
        }
    }
}
