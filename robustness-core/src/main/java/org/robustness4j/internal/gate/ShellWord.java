package org.robustness4j.internal.gate;

import java.util.regex.Pattern;

/** A text as one word of a POSIX shell, in which nothing of it means anything. */
record ShellWord(String text) {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._/:=,+@%-]+");

    /** Only quotes end quotes: each is taken out of them, and escaped. */
    @Override
    public String toString() {
        return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
