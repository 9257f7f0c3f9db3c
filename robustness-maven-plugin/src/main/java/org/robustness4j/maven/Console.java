package org.robustness4j.maven;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.internal.report.ConsoleWidth;
import org.robustness4j.internal.report.WrappedText;

/** Where lines end up, behind the level that Maven writes before each of them. */
enum Console {
    INFO,
    WARNING,
    ERROR;

    private static final String BULLET = "  - ";
    private static final String BELOW_BULLET = "    ";
    private static final String BELOW = "  ";

    /** How many characters a line has. */
    int width() {
        return ConsoleWidth.of(System.getenv("COLUMNS")).after("[" + name() + "] ");
    }

    /** A sentence, what goes on of it indented. */
    List<String> wrapped(String sentence) {
        return wrapped("", BELOW, sentence, width());
    }

    /** A sentence as an item of a list. */
    List<String> item(String sentence) {
        return wrapped(BULLET, BELOW_BULLET, sentence, width());
    }

    /**
     * A sentence behind something, and its other lines behind something else of the same length or less.
     *
     * @param width the most characters of a line
     */
    static List<String> wrapped(String first, String others, String sentence, int width) {
        List<String> lines = new ArrayList<>();
        int room = width - Math.max(first.length(), others.length());
        for (String paragraph : sentence.lines().toList()) {
            for (String line : new WrappedText(paragraph, room).asSentence()) {
                lines.add((lines.isEmpty() ? first : others) + line);
            }
        }
        return lines;
    }
}
