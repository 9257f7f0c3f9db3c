package org.robustness4j.configuration.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties that there are, of the engine, of Spark and of the goals of the Maven plugin: one list, since a property of
 * one of them reaches the others too. A misspelt one would have no effect, and leave a limit or a mode as it was.
 */
public final class PropertyNames {

    /** What all of them begin with, {@value}. */
    public static final String PREFIX = "robustness.";

    /** Of a longer name the beginning is compared. */
    private static final int LONGEST = 200;

    private static final List<String> KNOWN = Stream.of(
                    "aggregate.directory",
                    "aggregate.reportFile",
                    "baseline",
                    "baseline.update",
                    "baselineSignificance",
                    "cache",
                    "cache.dir",
                    "candidates",
                    "checks",
                    "eightBit",
                    "execution",
                    "failIfNoResults",
                    "failOnViolation",
                    "harden",
                    "harden.argLine",
                    "harden.classes",
                    "harden.test",
                    "inconclusive",
                    "maxAttackSuccessRate",
                    "memoryPerWorker",
                    "minCleanAccuracy",
                    "minRobustAccuracy",
                    "output.dir",
                    "pictures",
                    "policy",
                    "replay.argLine",
                    "replay.export",
                    "replay.rerun",
                    "replay.test",
                    "reportFile",
                    "seed",
                    "skip",
                    "spark.blocks",
                    "spark.master",
                    "spark.timeoutSeconds",
                    "stopEarly",
                    "verdict",
                    "workers")
            .map(name -> PREFIX + name)
            .toList();

    private PropertyNames() {}

    /** All properties, in the order of their names. */
    public static List<String> known() {
        return KNOWN;
    }

    /**
     * Those of some names that begin as ours do, and are none of ours.
     *
     * @param names of any properties
     */
    public static List<UnknownProperty> unknownAmong(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
                .distinct()
                .sorted()
                .map(name -> new UnknownProperty(name, nearest(name)))
                .toList();
    }

    /** The nearest one, unless more than a third of the letters are different: it would be another word. */
    private static @Nullable String nearest(String name) {
        String own = name.substring(PREFIX.length(), Math.min(name.length(), LONGEST));
        String nearest = KNOWN.stream()
                .map(known -> known.substring(PREFIX.length()))
                .min(Comparator.comparingInt(known -> EditDistance.between(own, known)))
                .orElseThrow();
        return 3 * EditDistance.between(own, nearest) <= own.length() ? PREFIX + nearest : null;
    }
}
