package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;

/** What a test method became: a test, one of its variants, or what contains them. */
public abstract sealed class MethodBasedDescriptor extends RobustnessDescriptor
        permits MethodDescriptor, RobustnessTestDescriptor, SuiteDescriptor {

    /** The type of the segment of a method in unique ids, {@value}. */
    public static final String SEGMENT_TYPE = "method";

    private final TestClass testClass;
    private final Method method;

    /** The node of a variant, under a name of its own. */
    MethodBasedDescriptor(UniqueId uniqueId, String displayName, TestClass testClass, Method method) {
        super(uniqueId, displayName, method, MethodSource.from(testClass.type(), method));
        this.testClass = testClass;
        this.method = method;
    }

    /** The node of the method itself. */
    MethodBasedDescriptor(UniqueId parent, TestClass testClass, Method method) {
        this(
                parent.append(SEGMENT_TYPE, TestMethods.signature(method)),
                new JupiterAnnotations(method).displayName(TestMethods.name(testClass.type(), method)),
                testClass,
                method);
    }

    TestClass testClass() {
        return testClass;
    }

    Method method() {
        return method;
    }

    /** The name under which results of this node are stored; none where those of its children are. */
    abstract Optional<TestId> testId();

    @Override
    public String getLegacyReportingName() {
        return TestMethods.name(testClass.type(), method);
    }

    /** A node without results is not skipped: its children are, and say so in the results. */
    @Override
    public SkipResult shouldBeSkipped(RobustnessExecutionContext context) {
        Optional<String> reason = JupiterAnnotations.disabledReason(testClass, method);
        Optional<TestId> id = testId();
        if (reason.isEmpty() || id.isEmpty()) {
            return SkipResult.doNotSkip();
        }
        context.ofClass().execution().recorder().skipped(id.get(), reason.get());
        return SkipResult.skip(reason.get());
    }
}
