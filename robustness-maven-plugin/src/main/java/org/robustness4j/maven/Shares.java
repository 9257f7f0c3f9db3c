package org.robustness4j.maven;

import java.math.BigDecimal;

/** Shares between 0 and 1 as they are written in a POM; Maven itself does not read a {@code BigDecimal}. */
final class Shares {

    private Shares() {}

    static BigDecimal parse(String name, String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the " + name + " is '" + text + "', but must be a number between 0 and 1 (0.05 is 5 %)", e);
        }
    }
}
