package org.robustness4j.junit.engine;

import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** A test class; its fixture lives while its tests run. */
final class ClassDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    static final String SEGMENT_TYPE = "class";

    private final Class<?> testClass;

    private ClassDescriptor(UniqueId uniqueId, Class<?> testClass) {
        super(
                uniqueId,
                new JupiterAnnotations(testClass).displayName(testClass.getSimpleName()),
                ClassSource.from(testClass));
        this.testClass = testClass;
    }

    static ClassDescriptor of(UniqueId parent, Class<?> testClass) {
        return new ClassDescriptor(parent.append(SEGMENT_TYPE, testClass.getName()), testClass);
    }

    Class<?> testClass() {
        return testClass;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public Set<TestTag> getTags() {
        return new JupiterAnnotations(testClass).tags();
    }

    @Override
    public RobustnessExecutionContext prepare(RobustnessExecutionContext context) {
        return context.withFixture(new ClassFixture(testClass));
    }

    @Override
    public void cleanUp(RobustnessExecutionContext context) throws Exception {
        context.fixture().close();
    }
}
