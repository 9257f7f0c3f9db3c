package org.robustness4j.junit.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A test class, with its tests and the classes inside it; its fixture lives while they run. */
final class ClassDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    static final String SEGMENT_TYPE = "class";
    static final String NESTED_SEGMENT_TYPE = "nested-class";

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

    static ClassDescriptor of(UniqueId parent, TestClass testClass) {
        UniqueId id = testClass.enclosing().isPresent()
                ? parent.append(NESTED_SEGMENT_TYPE, testClass.suffix())
                : parent.append(SEGMENT_TYPE, testClass.name());
        return new ClassDescriptor(id, testClass);
    }

    TestClass testClass() {
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
