package org.robustness4j.internal.report;

import org.jspecify.annotations.Nullable;

/**
 * How many characters a line of the console takes.
 *
 * @param columns their number
 */
public record ConsoleWidth(int columns) {

    /** Where nobody says how wide it is. */
    public static final ConsoleWidth USUAL = new ConsoleWidth(120);

    /** What tables are made to fit; a console that is narrower breaks their lines. */
    private static final int LEAST = 80;

    /**
     * The width that shells tell of.
     *
     * @param columns the value of the environment variable COLUMNS, null where there is none
     */
    public static ConsoleWidth of(@Nullable String columns) {
        if (columns == null || !columns.strip().matches("[1-9][0-9]{0,4}")) {
            return USUAL;
        }
        return new ConsoleWidth(Math.max(LEAST, Integer.parseInt(columns.strip())));
    }

    /** What is left for a line that begins with something, such as a level of the log. */
    public int after(String prefix) {
        return columns - prefix.length();
    }
}
