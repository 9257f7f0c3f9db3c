package org.robustness4j.junit.engine.execution;

import org.junit.platform.engine.ExecutionRequest;
import org.robustness4j.junit.engine.declaration.TestClass;

/**
 * The context that an execution begins with. What is made for it is made by the node of the engine: what fails there is
 * a failure with its own message, while before it JUnit says no more than that the engine failed.
 */
public record NotBegun(ExecutionRequest request) implements RobustnessExecutionContext {

    @Override
    public RobustnessExecutionContext begun() {
        return RobustnessExecutionContext.begin(request);
    }

    @Override
    public RobustnessExecutionContext in(TestClass testClass) {
        throw new IllegalStateException("A class runs in an execution that has begun");
    }

    @Override
    public ClassExecution ofClass() {
        throw new IllegalStateException("A test runs in an execution that has begun");
    }

    @Override
    public void complete() {
        // nothing was begun
    }
}
