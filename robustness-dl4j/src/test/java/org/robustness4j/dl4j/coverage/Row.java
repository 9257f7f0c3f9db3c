package org.robustness4j.dl4j.coverage;

import java.util.Arrays;
import java.util.List;

/**
 * What becomes of one class of DL4J.
 *
 * @param kind the class of the configuration
 * @param coverage what becomes of networks with it, unless a variant says otherwise
 * @param toKnow what a user should know, for the page; may be empty
 * @param variants small networks around it; none only if DL4J itself makes none with it
 */
record Row(Class<?> kind, Coverage coverage, String toKnow, List<Variant> variants) {

    Row(Class<?> kind, Coverage coverage, String toKnow, Variant... variants) {
        this(kind, coverage, toKnow, Arrays.asList(variants));
    }

    String name() {
        return kind.getSimpleName();
    }

    /** The line of the page. */
    String line() {
        return "| `%s` | %s |%s |".formatted(name(), coverage.word(), toKnow.isEmpty() ? "" : " " + toKnow);
    }
}
