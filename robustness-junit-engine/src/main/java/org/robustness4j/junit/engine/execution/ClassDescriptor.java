package org.robustness4j.junit.engine.execution;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;

/** A test class, with its tests and the classes inside it; its fixture lives while they run. */
public final class ClassDescriptor extends RobustnessDescriptor {

    private final TestClass testClass;

    public ClassDescriptor(UniqueId parent, TestClass testClass) {
        super(
                testClass.enclosing().isPresent()
                        ? parent.append(TestClass.NESTED_SEGMENT_TYPE, testClass.suffix())
                        : parent.append(TestClass.SEGMENT_TYPE, testClass.name()),
                new JupiterAnnotations(testClass.type())
                        .displayName(
                                testClass.type().getSimpleName().isEmpty()
                                        ? testClass.suffix()
                                        : testClass.type().getSimpleName()),
                testClass.type(),
                ClassSource.from(testClass.type()));
        this.testClass = testClass;
    }

    public TestClass testClass() {
        return testClass;
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.name();
    }

    @Override
    public RobustnessExecutionContext prepare(RobustnessExecutionContext context) {
        return context.in(testClass);
    }

    @Override
    public void cleanUp(RobustnessExecutionContext context) throws Exception {
        context.leaveClass();
    }
}
