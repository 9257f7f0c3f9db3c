package org.robustness4j.configuration.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * A property that nobody reads.
 *
 * @param name its name
 * @param nearest the one that it may be meant for, null where none is like it
 */
public record UnknownProperty(String name, @Nullable String nearest) {

    /** What is wrong, and what to do. */
    @Override
    public String toString() {
        return "The property " + name + " is not known and has no effect"
                + (nearest == null
                        ? "; docs/tests.md and docs/gate.md tell which there are. Correct"
                        : "; did you mean " + nearest + "? Correct")
                + " or remove it, or give it a name that does not begin with " + ConfigurationKey.PREFIX;
    }
}
