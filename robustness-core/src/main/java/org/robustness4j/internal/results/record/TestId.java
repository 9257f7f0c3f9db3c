package org.robustness4j.internal.results.record;

import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.internal.EpsilonName;

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

    /**
     * The same test as this build names it: earlier ones wrote all digits of an epsilon. What is compared with results
     * or baselines of another build is compared by this.
     */
    public TestId canonical() {
        return variant == null ? this : new TestId(className, method, EpsilonName.canonical(variant));
    }

    /** A name for people: the simple name of the class, the method, the variant; a program has no class. */
    public String displayName() {
        return (className.isEmpty() ? "" : className.substring(className.lastIndexOf('.') + 1) + ".")
                + method
                + (variant == null ? "" : "[" + EpsilonName.canonical(variant) + "]");
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
