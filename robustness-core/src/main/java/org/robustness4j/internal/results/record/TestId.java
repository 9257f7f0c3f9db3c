package org.robustness4j.internal.results.record;

import org.jspecify.annotations.Nullable;

/**
 * Which test a result belongs to, the same in every run.
 *
 * @param className the fully qualified name of the test class
 * @param method the name of the test method
 * @param variant what tells apart the tests of one method, null when there is one only
 */
public record TestId(
        String className, String method, @Nullable String variant) implements Comparable<TestId> {

    /** The name of the class's package; empty for the default package. */
    public String packageName() {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }

    /** A name for people: the simple name of the class, the method, the variant; a program has no class. */
    public String displayName() {
        return (className.isEmpty() ? "" : className.substring(className.lastIndexOf('.') + 1) + ".")
                + method
                + (variant == null ? "" : "[" + variant + "]");
    }

    @Override
    public int compareTo(TestId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return className + "#" + method + (variant == null ? "" : "[" + variant + "]");
    }
}
