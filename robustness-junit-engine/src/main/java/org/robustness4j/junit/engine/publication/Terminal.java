package org.robustness4j.junit.engine.publication;

import java.io.Console;

/** Whether somebody watches the process in a terminal. */
final class Terminal {

    private Terminal() {}

    /** Since Java 22 there is a console without a terminal too, which then says so. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isPresent() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
