package org.robustness4j.junit.engine.execution;

import org.robustness4j.junit.engine.declaration.TestClass;

/**
 * What the tests of one class run with.
 *
 * @param execution what they share with those of other classes
 * @param fixture what they share with each other
 */
public record ClassExecution(TestExecution execution, ClassFixture fixture) implements RobustnessExecutionContext {

    @Override
    public ClassExecution in(TestClass nested) {
        return new ClassExecution(execution, fixture.inside(nested));
    }

    @Override
    public ClassExecution ofClass() {
        return this;
    }

    @Override
    public void complete() {
        execution.complete();
    }
}
