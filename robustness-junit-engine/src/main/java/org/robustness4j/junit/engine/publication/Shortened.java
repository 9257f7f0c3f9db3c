package org.robustness4j.junit.engine.publication;

import java.util.List;

/** A list in a message: the first ten, and how many there are. */
public record Shortened(List<?> values) {

    private static final int SHOWN = 10;

    @Override
    public String toString() {
        return values.size() <= SHOWN
                ? values.toString()
                : values.subList(0, SHOWN).toString().replaceFirst("]$", ", ...] (" + values.size() + " in all)");
    }
}
