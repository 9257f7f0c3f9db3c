package org.robustness4j.evaluation.internal;

import java.util.Optional;
import java.util.function.Function;

/** Opens a kind of execution. Implementations are found by {@link java.util.ServiceLoader}. */
public interface ExecutionProvider {

    /** The name that the execution is asked for by, in lower case. */
    String name();

    /**
     * Opens an execution.
     *
     * @param settings values of configuration keys, where they are set
     * @throws IllegalArgumentException if a setting is wrong
     * @throws IllegalStateException if what it needs cannot be reached or used
     */
    Execution open(Function<String, Optional<String>> settings);
}
