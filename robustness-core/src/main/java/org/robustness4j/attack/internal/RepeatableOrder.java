package org.robustness4j.attack.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order for maps and sets that have another one in each process, as those of {@link Map#of} and {@link Set#of} do:
 * what is written of them, or hashed, is to be the same whenever it is run.
 */
public final class RepeatableOrder {

    private RepeatableOrder() {}

    /** Whether the elements of a collection, or of a map, may come in another order in another process. */
    public static boolean isMissing(Object collection) {
        Class<?> type = collection.getClass();
        return type == HashMap.class
                || type == HashSet.class
                || (!(collection instanceof List) && type.getName().startsWith("java.util.ImmutableCollections$"));
    }

    /** A copy in the order of the original where that has one, and in that of its names where not; so for its values. */
    public static Map<String, Object> of(Map<String, Object> parameters) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        entries(parameters).forEach(entry -> ordered.put((String) entry.getKey(), value(entry.getValue())));
        return ordered;
    }

    private static List<? extends Map.Entry<?, ?>> entries(Map<?, ?> map) {
        return isMissing(map)
                ? map.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                        .toList()
                : List.copyOf(map.entrySet());
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> ordered = new LinkedHashMap<>();
            entries(map).forEach(entry -> ordered.put(entry.getKey(), value(entry.getValue())));
            return ordered;
        }
        return value instanceof Set<?> set && isMissing(set)
                ? set.stream().sorted(Comparator.comparing(String::valueOf)).toList()
                : value;
    }
}
