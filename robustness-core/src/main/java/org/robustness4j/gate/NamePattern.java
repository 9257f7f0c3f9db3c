package org.robustness4j.gate;

import java.util.regex.Pattern;

/**
 * A pattern for names in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @param pattern the pattern
 */
public record NamePattern(String pattern) {

    /** Whether the whole name matches. */
    public boolean matches(String name) {
        StringBuilder expression = new StringBuilder();
        pattern.chars()
                .forEach(c -> expression.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.matches(expression.toString(), name);
    }
}
