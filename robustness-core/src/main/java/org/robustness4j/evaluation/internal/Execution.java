package org.robustness4j.evaluation.internal;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.robustness4j.attack.AttackMonitor;

/**
 * Where attacks are run. Outcomes do not depend on it: tasks are divided at the bounds of blocks, and what becomes of a
 * sample is a function of its block.
 */
@FunctionalInterface
public interface Execution extends AutoCloseable {

    /** On this machine, by the workers that the options ask for. */
    Execution LOCAL = EvaluationTask::here;

    /**
     * Attacks the samples of a task, and returns when all are attacked.
     *
     * @param monitor is told how far the attack is, by the calling thread, and may cancel it
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite, or the task cannot be run there
     */
    EvaluatedPart evaluate(EvaluationTask task, AttackMonitor monitor);

    /** Lets go of what it holds elsewhere. */
    @Override
    default void close() {}

    /**
     * Opens an execution by its name.
     *
     * @param name {@code local}, or the name of an {@link ExecutionProvider} on the classpath, such as {@code spark}
     * @param settings values of configuration keys, where they are set
     * @throws IllegalArgumentException if there is none of that name, or a setting is wrong
     * @throws IllegalStateException if what it needs cannot be reached or used
     */
    static Execution named(String name, Function<String, Optional<String>> settings) {
        if (name.equals("local")) {
            return LOCAL;
        }
        return ServiceLoader.load(ExecutionProvider.class, ExecutionProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The execution '" + name
                        + "' is not known; allowed are local and those on the classpath. For spark add the dependency"
                        + " org.robustness4j:robustness-spark"))
                .open(settings);
    }
}
