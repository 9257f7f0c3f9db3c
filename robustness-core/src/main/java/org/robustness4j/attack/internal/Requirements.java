package org.robustness4j.attack.internal;

/** What the parameters of attacks have to be. */
public final class Requirements {

    private Requirements() {}

    /**
     * The number, if it is at least 1.
     *
     * @throws IllegalArgumentException if there is not at least one step
     */
    public static int steps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("An attack takes at least 1 step, but " + steps + " were asked for");
        }
        return steps;
    }

    /**
     * The number, if it is at least 1.
     *
     * @throws IllegalArgumentException if there is not at least one run
     */
    public static int runs(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("An attack runs at least once, but " + times + " runs were asked for");
        }
        return times;
    }

    /**
     * The value, if it is positive.
     *
     * @throws IllegalArgumentException if the value is not a positive, finite number
     */
    public static double positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be a positive number, but is " + value);
        }
        return value;
    }

    /**
     * The value, if it is not negative.
     *
     * @throws IllegalArgumentException if the value is negative, infinite or not a number
     */
    public static double notNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be 0 or a positive number, but is " + value);
        }
        return value;
    }

    /**
     * The value, if it lies between 0 and 1.
     *
     * @throws IllegalArgumentException if the value does not lie strictly between 0 and 1
     */
    public static double share(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " must lie between 0 and 1, but is " + value);
        }
        return value;
    }
}
