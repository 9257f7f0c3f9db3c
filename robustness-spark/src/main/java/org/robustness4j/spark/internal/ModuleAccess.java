package org.robustness4j.spark.internal;

import org.apache.spark.launcher.JavaModuleOptions;

/** The packages of Java that Spark reaches into, which since Java 17 the command line has to open. */
public final class ModuleAccess {

    /** The one that no Spark context starts without. */
    private static final String NEEDED = "sun.nio.ch";

    private ModuleAccess() {}

    /** The options that Spark asks for. */
    public static String options() {
        return JavaModuleOptions.defaultModuleOptions().strip();
    }

    /**
     * Checks that Java lets Spark in.
     *
     * @throws IllegalStateException if it does not
     */
    public static void require() {
        if (!Object.class.getModule().isOpen(NEEDED, ModuleAccess.class.getModule())) {
            throw new IllegalStateException("Spark needs access to internal packages of Java "
                    + Runtime.version().feature()
                    + ", which this Java process does not give; add to its command line (for tests: argLine of Surefire or"
                    + " Failsafe, VM options of the IDE): " + options());
        }
    }
}
