package org.robustness4j.configuration.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * The names of all {@link ConfigurationKey}s: one list, since a property of the engine, of Spark or of a goal reaches
 * the others too. A misspelt one would have no effect, and leave a limit or a mode as it was.
 */
public final class PropertyNames {

    /** Of a longer name the beginning is compared. */
    private static final int LONGEST = 200;

    private static final List<String> KNOWN = ConfigurationKey.keys();

    private PropertyNames() {}

    /** All properties, in the order of their names. */
    public static List<String> known() {
        return KNOWN;
    }

    /**
     * Finds the names that begin as ours do, but that nobody reads.
     *
     * @param names of any properties
     */
    public static List<UnknownProperty> unknownAmong(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(ConfigurationKey.PREFIX) && !KNOWN.contains(name))
                .distinct()
                .sorted()
                .map(name -> new UnknownProperty(name, nearest(name)))
                .toList();
    }

    /** The nearest one, unless more than a third of the letters are different: it would be another word. */
    private static @Nullable String nearest(String name) {
        String own = name.substring(ConfigurationKey.PREFIX.length(), Math.min(name.length(), LONGEST));
        String nearest = KNOWN.stream()
                .map(known -> known.substring(ConfigurationKey.PREFIX.length()))
                .min(Comparator.comparingInt(known -> EditDistance.between(own, known)))
                .orElseThrow();
        return 3 * EditDistance.between(own, nearest) <= own.length() ? ConfigurationKey.PREFIX + nearest : null;
    }
}
