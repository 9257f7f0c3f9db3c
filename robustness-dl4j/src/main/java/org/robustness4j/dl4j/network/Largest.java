package org.robustness4j.dl4j.network;

/** The largest of some margins; NaN is larger than all. */
final class Largest {

    private int number = -1;
    private float margin = Float.NEGATIVE_INFINITY;

    void add(int candidate, float value) {
        if (number < 0 || value > margin || Float.isNaN(value)) {
            number = candidate;
            margin = value;
        }
    }

    boolean found() {
        return number >= 0;
    }

    int number() {
        return number;
    }

    float margin() {
        return margin;
    }

    /** A margin that is positive where the output is wrong, and nowhere else, also where two outputs are equal. */
    static float decided(float margin, boolean isWrong) {
        if (isWrong) {
            return Math.max(margin, Float.MIN_VALUE);
        }
        return Math.min(margin, 0);
    }
}
