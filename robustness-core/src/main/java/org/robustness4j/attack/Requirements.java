package org.robustness4j.attack;

/** What the parameters of attacks have to be. */
final class Requirements {

    private Requirements() {}

    static int steps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("An attack takes at least 1 step, but " + steps + " were asked for");
        }
        return steps;
    }

    static int runs(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("An attack runs at least once, but " + times + " runs were asked for");
        }
        return times;
    }

    static double positive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be a positive number, but is " + value);
        }
        return value;
    }
}
