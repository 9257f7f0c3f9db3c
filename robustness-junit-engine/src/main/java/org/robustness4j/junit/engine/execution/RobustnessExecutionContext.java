package org.robustness4j.junit.engine.execution;

import java.util.List;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.TestClass;

/** What a node runs with: the engine's own has the execution, those of classes have a fixture as well. */
public sealed interface RobustnessExecutionContext extends EngineExecutionContext
        permits NotBegun, NothingPlanned, TestExecution, ClassExecution {

    /** Begins the result file, unless there is nothing to run. */
    static RobustnessExecutionContext begin(ExecutionRequest request) {
        List<TestId> planned = request.getRootTestDescriptor().getDescendants().stream()
                .filter(MethodBasedDescriptor.class::isInstance)
                .flatMap(descriptor -> ((MethodBasedDescriptor) descriptor).testId().stream())
                .toList();
        return planned.isEmpty() ? new NothingPlanned() : TestExecution.begin(request, planned);
    }

    /**
     * The same, begun.
     *
     * @throws IllegalArgumentException if results cannot be written
     */
    default RobustnessExecutionContext begun() {
        return this;
    }

    /** The context of a class at this place. */
    RobustnessExecutionContext in(TestClass testClass);

    /**
     * The context of the class that this is in.
     *
     * @throws IllegalStateException if it is in none
     */
    ClassExecution ofClass();

    /** Closes what the tests of the class shared. */
    default void leaveClass() throws Exception {
        ofClass().fixture().close();
    }

    /** Says that all tests had their turn. */
    void complete();
}
