package org.robustness4j.junit.engine.execution;

import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestSpecification;

/** One attack on one model: a test method, or one of its variants. */
public final class RobustnessTestDescriptor extends MethodBasedDescriptor {

    /** The type of the segment of a variant in unique ids, {@value}. */
    public static final String VARIANT_SEGMENT_TYPE = "variant";

    private final TestSpecification specification;

    private RobustnessTestDescriptor(UniqueId parent, TestSpecification only) {
        super(parent, only.testClass(), only.method());
        this.specification = only;
    }

    private RobustnessTestDescriptor(UniqueId method, TestSpecification variant, String suffix) {
        super(
                method.append(VARIANT_SEGMENT_TYPE, variant.variant()),
                new JupiterAnnotations(variant.method())
                                .displayName(variant.testId().method())
                        + suffix,
                variant.testClass(),
                variant.method());
        this.specification = variant;
    }

    /** A method with one variant, which is itself the test. */
    public static TestDescriptor ofMethod(UniqueId parent, TestSpecification only) {
        return new RobustnessTestDescriptor(parent, only);
    }

    /**
     * One of several variants.
     *
     * @param method the id of the method's node
     */
    static RobustnessTestDescriptor ofVariant(UniqueId method, TestSpecification variant) {
        return new RobustnessTestDescriptor(method, variant, "[" + variant.variant() + "]");
    }

    @Override
    Optional<TestId> testId() {
        return Optional.of(specification.testId());
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public String getLegacyReportingName() {
        String name = super.getLegacyReportingName();
        return specification.testId().variant() == null ? name : name + "[" + specification.variant() + "]";
    }

    @Override
    public RobustnessExecutionContext execute(
            RobustnessExecutionContext context, DynamicTestExecutor dynamicTestExecutor) throws Exception {
        ClassExecution tests = context.ofClass();
        new TestRun(specification, tests, tests.execution().publisher(this)).run();
        return context;
    }
}
