package org.robustness4j.certification.internal.search;

/**
 * What is to be proved of the logits: {@code sum of coefficients * logits > threshold}.
 *
 * @param coefficients one for each logit
 * @param threshold what is exceeded
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record Requirement(double[] coefficients, double threshold) {

    /** That one logit is larger than another by more than a margin. */
    public static Requirement larger(int logits, int one, int other, double margin) {
        double[] coefficients = new double[logits];
        coefficients[one] = 1;
        coefficients[other] -= 1;
        return new Requirement(coefficients, margin);
    }

    /** By how much it is met by some logits; not at all if negative or 0. */
    public double margin(float[] logits) {
        double sum = -threshold;
        for (int i = 0; i < logits.length; i++) {
            sum += coefficients[i] * logits[i];
        }
        return sum;
    }
}
