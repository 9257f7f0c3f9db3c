package org.robustness4j.model.internal.compiled.kernel;

/**
 * The weights of some sums of rows, four sums beside each other: a kernel that computes four sums together reads them
 * one after the other.
 *
 * @param sums how many sums there are
 * @param terms how many terms each of them has
 * @param values the weight of a sum and a term at {@link #index}
 */
@SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
record PackedWeights(int sums, int terms, float[] values) {

    /** How many sums lie beside each other. */
    static final int TOGETHER = 4;

    static PackedWeights zeros(int sums, int terms) {
        return new PackedWeights(
                sums, terms, new float[Math.multiplyExact(-Math.floorDiv(-sums, TOGETHER) * TOGETHER, terms)]);
    }

    /** A part of weights by sum and term. */
    static PackedWeights of(float[][] weights, int sums, int from, int terms) {
        PackedWeights packed = zeros(sums, terms);
        for (int sum = 0; sum < sums; sum++) {
            int at = packed.index(sum, 0);
            for (int term = 0; term < terms; term++) {
                packed.values[at + TOGETHER * term] = weights[sum][from + term];
            }
        }
        return packed;
    }

    /** Where a weight stands; that of the next term stands four values behind. */
    int index(int sum, int term) {
        return (sum / TOGETHER * terms + term) * TOGETHER + sum % TOGETHER;
    }
}
