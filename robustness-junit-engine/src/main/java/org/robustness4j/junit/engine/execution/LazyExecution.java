package org.robustness4j.junit.engine.execution;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.evaluation.internal.EvaluatedPart;
import org.robustness4j.evaluation.internal.EvaluationTask;
import org.robustness4j.evaluation.internal.Execution;

/** The execution of all tests, opened when the first attack runs. */
final class LazyExecution implements Execution {

    private final Supplier<Execution> opening;
    private @Nullable Execution opened;
    private @Nullable RuntimeException failure;

    LazyExecution(Supplier<Execution> opening) {
        this.opening = opening;
    }

    @Override
    public EvaluatedPart evaluate(EvaluationTask task, AttackMonitor monitor) {
        if (failure != null) {
            throw failure;
        }
        if (opened == null) {
            try {
                opened = opening.get();
            } catch (RuntimeException e) {
                failure = e; // the next test need not wait for the same cluster again
                throw e;
            }
        }
        return opened.evaluate(task, monitor);
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
