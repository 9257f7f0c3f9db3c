package org.robustness4j.attack.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parameters in a message for people: {@code steps 40, restarts 5}.
 *
 * @param parameters their values by their names; a value may be such a map again
 */
public record ParameterList(Map<String, ?> parameters) {

    @Override
    public String toString() {
        return parameters.isEmpty()
                ? "no parameters"
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + " " + text(parameter.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        return value instanceof Map<?, ?> nested
                ? "(" + new ParameterList(byName(nested)) + ")"
                : String.valueOf(value);
    }

    private static Map<String, ?> byName(Map<?, ?> nested) {
        Map<String, Object> named = new LinkedHashMap<>();
        nested.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
