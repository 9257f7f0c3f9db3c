package org.robustness4j.internal.gate;

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
}
