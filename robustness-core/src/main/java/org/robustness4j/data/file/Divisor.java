package org.robustness4j.data.file;

/** What stored values are divided by. */
final class Divisor {

    private Divisor() {}

    /** @throws IllegalArgumentException if it is not positive and finite */
    static float of(double divisor) {
        float value = (float) divisor;
        if (!(value > 0) || !Float.isFinite(value)) {
            throw new IllegalArgumentException("Values are divided by a positive number, but the divisor is " + divisor
                    + "; 255 makes [0, 1] of bytes, 1 leaves values as they are");
        }
        return value;
    }
}
