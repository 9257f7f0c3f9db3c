package org.robustness4j.onnx;

/** How near the scores of a sample are to others. */
final class Scores {

    private static final double SMALL = 1e-6;

    private Scores() {}

    static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.abs((double) a[i] - b[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        }
        return largest;
    }

    /** Of those that are not too small to have digits. */
    static double differenceOfLogarithms(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            if (Math.max(a[i], b[i]) > SMALL) {
                largest = Math.max(largest, Math.abs(Math.log(a[i]) - Math.log(b[i])));
            }
        }
        return largest;
    }

    static double spread(float[] scores) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            low = Math.min(low, score);
            high = Math.max(high, score);
        }
        return high - low;
    }

    static double size(float[] scores) {
        double size = 0;
        for (float score : scores) {
            size = Math.max(size, Math.abs(score));
        }
        return size;
    }
}
