package org.robustness4j.model.internal;

/**
 * The vectors that indices stand for.
 *
 * @param width the length of each
 * @param values one vector after the other
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record EmbeddingTable(int width, float[] values) {

    /** The number of indices. */
    public int vocabulary() {
        return values.length / width;
    }

    /**
     * The product of a vector with that of an index. Four sums, since one would wait for itself at every step.
     *
     * @param gradients holds the vector
     * @param from where it begins
     */
    public float product(float[] gradients, int from, int index) {
        int row = index * width;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int e = 0;
        for (; e + 3 < width; e += 4) {
            a += gradients[from + e] * values[row + e];
            b += gradients[from + e + 1] * values[row + e + 1];
            c += gradients[from + e + 2] * values[row + e + 2];
            d += gradients[from + e + 3] * values[row + e + 3];
        }
        for (; e < width; e++) {
            a += gradients[from + e] * values[row + e];
        }
        return a + b + (c + d);
    }
}
