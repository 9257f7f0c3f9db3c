package org.robustness4j.junit.engine.execution;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;

/** A test class, with its tests and the classes inside it; its fixture lives while they run. */
public final class ClassDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    private final TestClass testClass;

    private ClassDescriptor(UniqueId uniqueId, TestClass testClass) {
        super(
                uniqueId,
                new JupiterAnnotations(testClass.type())
                        .displayName(
                                testClass.type().getSimpleName().isEmpty()
                                        ? testClass.suffix()
                                        : testClass.type().getSimpleName()),
                ClassSource.from(testClass.type()));
        this.testClass = testClass;
    }

    public static ClassDescriptor of(UniqueId parent, TestClass testClass) {
        UniqueId id = testClass.enclosing().isPresent()
                ? parent.append(TestClass.NESTED_SEGMENT_TYPE, testClass.suffix())
                : parent.append(TestClass.SEGMENT_TYPE, testClass.name());
        return new ClassDescriptor(id, testClass);
    }

    public TestClass testClass() {
        return testClass;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.name();
    }

    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new LinkedHashSet<>(new JupiterAnnotations(testClass.type()).tags());
        getParent().ifPresent(parent -> tags.addAll(parent.getTags()));
        return tags;
    }

    /** Inside another class, the context has the fixture of that one. */
    @Override
    public RobustnessExecutionContext prepare(RobustnessExecutionContext context) {
        ClassFixture fixture = testClass.enclosing().isPresent()
                ? new ClassFixture(testClass, context.fixture())
                : new ClassFixture(testClass, null);
        return context.withFixture(fixture);
    }

    @Override
    public void cleanUp(RobustnessExecutionContext context) throws Exception {
        context.fixture().close();
    }
}
