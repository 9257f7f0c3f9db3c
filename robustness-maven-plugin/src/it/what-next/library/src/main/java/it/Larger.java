package it;

/** What the model of another module learns. */
public final class Larger {

    private Larger() {}

    /** 0 where the first number is larger, otherwise 1. */
    public static int of(double first, double second) {
        return first > second ? 0 : 1;
    }
}
