package org.robustness4j.model.internal;

/** Inputs so large that a network takes long for each, and is asked as seldom as possible. */
public final class LargeInputs {

    /** As a picture of three colours and 74 x 74 pixels has. */
    private static final int VALUES = 1 << 14;

    private LargeInputs() {}

    /** Whether inputs of so many values are large. */
    public static boolean areLarge(int values) {
        return values > VALUES;
    }
}
