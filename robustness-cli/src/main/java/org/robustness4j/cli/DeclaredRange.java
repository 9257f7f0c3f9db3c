package org.robustness4j.cli;

import org.robustness4j.model.TestedModel;

/** The range of a model's input, in the words of options. */
final class DeclaredRange {

    private DeclaredRange() {}

    /** @throws IllegalArgumentException if it was not given, and the model does not tell it */
    static void require(TestedModel model) {
        if (model.knownDomain().isEmpty()) {
            throw new IllegalArgumentException(
                    "The range of the input is not given; say --range with the smallest and the"
                            + " largest value that an input can take, as in --range 0 1, or --scale-columns for a table whose columns"
                            + " have scales of their own");
        }
    }
}
