package org.robustness4j.configuration;

/**
 * A property that nobody reads.
 *
 * @param name its name
 * @param nearest the one that it may be meant for
 */
public record UnknownProperty(String name, String nearest) {

    /** What is wrong, and what to do. */
    @Override
    public String toString() {
        return "The property " + name + " is not known and has no effect; did you mean " + nearest
                + "? Correct or remove it, or give it a name that does not begin with " + PropertyNames.PREFIX;
    }
}
