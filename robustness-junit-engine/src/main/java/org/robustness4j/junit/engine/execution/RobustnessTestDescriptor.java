package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;

/** One attack on one model: a test method, or one of its variants. */
public final class RobustnessTestDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    public static final String VARIANT_SEGMENT_TYPE = "variant";

    private final TestClass testClass;
    private final Method method;
    private final TestSpecification specification;
    private final @Nullable Integer number;

    private RobustnessTestDescriptor(
            UniqueId uniqueId,
            String displayName,
            TestClass testClass,
            Method method,
            TestSpecification specification,
            @Nullable Integer number) {
        super(uniqueId, displayName, MethodSource.from(testClass.type(), method));
        this.testClass = testClass;
        this.method = method;
        this.specification = specification;
        this.number = number;
    }

    public static TestDescriptor ofMethod(
            UniqueId parent, TestClass testClass, Method method, TestSpecification specification) {
        return new RobustnessTestDescriptor(
                parent.append(MethodDescriptor.SEGMENT_TYPE, TestMethods.signature(method)),
                new JupiterAnnotations(method).displayName(method.getName() + "()"),
                testClass,
                method,
                specification,
                null);
    }

    static RobustnessTestDescriptor ofVariant(
            UniqueId uniqueId, TestClass testClass, Method method, TestSpecification specification, int number) {
        return new RobustnessTestDescriptor(
                uniqueId, specification.variant(), testClass, method, specification, number);
    }

    TestId testId() {
        return new TestId(
                testClass.name(),
                TestMethods.name(testClass.type(), method),
                number == null ? null : specification.variant());
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public String getLegacyReportingName() {
        return method.getName() + "()" + (number == null ? "" : "[" + number + "]");
    }

    @Override
    public Set<TestTag> getTags() {
        Set<TestTag> tags = new LinkedHashSet<>(new JupiterAnnotations(method).tags());
        getParent().ifPresent(parent -> tags.addAll(parent.getTags()));
        return tags;
    }

    @Override
    public SkipResult shouldBeSkipped(RobustnessExecutionContext context) {
        Optional<String> reason = JupiterAnnotations.disabledReason(testClass, method);
        reason.ifPresent(text -> context.recorder().skipped(testId(), text));
        return reason.map(SkipResult::skip).orElse(SkipResult.doNotSkip());
    }

    @Override
    public RobustnessExecutionContext execute(
            RobustnessExecutionContext context, DynamicTestExecutor dynamicTestExecutor) throws Exception {
        new TestRun(testId(), specification, context, context.publisher(this)).run();
        return context;
    }
}
