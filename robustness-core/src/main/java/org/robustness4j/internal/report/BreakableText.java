package org.robustness4j.internal.report;

import com.samskivert.mustache.Mustache;

/**
 * A name from outside as HTML, escaped, that a browser may break where a reader would: behind a dot, before a bracket,
 * between the words of a name in camel case. Long names otherwise push columns off the page, or break inside a word.
 *
 * @param text as it is
 */
record BreakableText(String text) {

    /** What a template puts around names that it does not escape itself. */
    static final Mustache.Lambda LAMBDA =
            (fragment, out) -> out.write(new BreakableText(fragment.execute()).toString());

    private static final String BREAK = "<wbr>";

    /** The HTML. */
    @Override
    public String toString() {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (i > 0 && isBreakable(text.charAt(i - 1), next, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                html.append(BREAK);
            }
            html.append(escaped(next));
        }
        return html.toString();
    }

    private static boolean isBreakable(char previous, char next, char afterNext) {
        if (next == '[' || next == '(' || next == '$') {
            return true;
        }
        return switch (previous) {
            case '.' -> !Character.isDigit(next);
            case ',', ';', '=', '/', '_', '#', ':' -> true;
            default ->
                Character.isUpperCase(next)
                        && (Character.isLowerCase(previous)
                                || Character.isDigit(previous)
                                || (Character.isUpperCase(previous) && Character.isLowerCase(afterNext)));
        };
    }

    private static String escaped(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '`' -> "&#x60;";
            default -> String.valueOf(character);
        };
    }
}
