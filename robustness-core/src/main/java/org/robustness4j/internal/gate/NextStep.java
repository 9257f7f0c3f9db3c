package org.robustness4j.internal.gate;

import java.util.List;

/**
 * Something to do about a violation.
 *
 * @param text what it is for, or what to change
 * @param command what to paste into a shell, empty where there is no command for it
 */
public record NextStep(String text, String command) {

    static NextStep of(String text) {
        return new NextStep(text, "");
    }

    /** The command in pieces that a page should not break, as it would behind a hyphen. */
    public List<String> words() {
        return List.of(command.split(" "));
    }
}
