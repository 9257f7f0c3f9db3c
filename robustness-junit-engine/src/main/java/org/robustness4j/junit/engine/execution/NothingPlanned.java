package org.robustness4j.junit.engine.execution;

import org.robustness4j.junit.engine.declaration.TestClass;

/** The context of an execution without tests, which leaves no result file. */
record NothingPlanned() implements RobustnessExecutionContext {

    /** Classes without tests are passed through. */
    @Override
    public NothingPlanned in(TestClass testClass) {
        return this;
    }

    @Override
    public ClassExecution ofClass() {
        throw new IllegalStateException("A test runs in an execution that planned it");
    }

    @Override
    public void leaveClass() {
        // nothing was opened
    }

    @Override
    public void complete() {
        // nothing was begun
    }
}
