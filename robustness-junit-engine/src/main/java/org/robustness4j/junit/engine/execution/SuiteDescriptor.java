package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.Shortened;
import org.robustness4j.junit.engine.declaration.TestAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;

/** A method that becomes a test for each way to fool the model; how many there are is known when the model is. */
public final class SuiteDescriptor extends AbstractTestDescriptor implements Node<RobustnessExecutionContext> {

    private final TestClass testClass;
    private final Method method;
    private final Set<String> selected = new LinkedHashSet<>();
    private boolean allSelected;

    private SuiteDescriptor(UniqueId uniqueId, TestClass testClass, Method method) {
        super(
                uniqueId,
                new JupiterAnnotations(method).displayName(method.getName() + "()"),
                MethodSource.from(testClass.type(), method));
        this.testClass = testClass;
        this.method = method;
    }

    public static SuiteDescriptor of(UniqueId parent, TestClass testClass, Method method) {
        return new SuiteDescriptor(
                parent.append(MethodDescriptor.SEGMENT_TYPE, TestMethods.signature(method)), testClass, method);
    }

    public void selectAll() {
        allSelected = true;
    }

    public void select(String variant) {
        selected.add(variant);
    }

    private RobustnessSuite suite() {
        return AnnotationSupport.findAnnotation(method, RobustnessSuite.class).orElseThrow();
    }

    /** The suite as a whole, in the place of its tests until they are known. */
    TestId testId() {
        return new TestId(testClass.name(), TestMethods.name(testClass.type(), method), null);
    }

    /** What would be wrong with the tests of a model with any number of classes, if anything. */
    public Optional<String> problem() {
        try {
            return findProblem();
        } catch (Exception | LinkageError e) {
            return Optional.of("@RobustnessSuite " + testClass.name() + "." + method.getName() + ": " + e);
        }
    }

    private Optional<String> findProblem() {
        return ownProblem().or(() -> variants(1).stream()
                .flatMap(variant -> variant.problem().stream())
                .findFirst());
    }

    private Optional<String> ownProblem() {
        if (!TestAnnotations.of(method).isEmpty()) {
            return Optional.of(testClass.name() + "." + method.getName()
                    + ": a method is a @RobustnessSuite or a @RobustnessTest, not both; write two methods");
        }
        return suite().fakeImages() >= 0
                ? Optional.empty()
                : Optional.of("@RobustnessSuite " + testClass.name() + "." + method.getName()
                        + ": fakeImages must be positive, or 0 for none, but is " + suite().fakeImages());
    }

    /** The tests of a model with some number of classes. */
    List<TestSpecification> variants(int classes) {
        List<TestDeclaration> declarations = new ArrayList<>();
        if (suite().fakeImages() != 0) {
            IntStream.range(0, classes)
                    .mapToObj(target -> TestDeclaration.fake(testClass, suite(), target))
                    .forEach(declarations::add);
        }
        declarations.add(TestDeclaration.untargeted(testClass, suite()));
        IntStream.range(0, classes)
                .mapToObj(target -> TestDeclaration.targeted(testClass, suite(), target))
                .forEach(declarations::add);
        return declarations.stream()
                .flatMap(declaration -> TestSpecification.inSuite(testClass, method, declaration).stream())
                .toList();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public boolean mayRegisterTests() {
        return true;
    }

    @Override
    public String getLegacyReportingName() {
        return method.getName() + "()";
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
        List<RobustnessTestDescriptor> tests;
        try {
            problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            tests = tests(context);
        } catch (Exception | Error e) {
            context.recorder().failed(testId(), TestRun.message(e));
            throw e;
        }
        context.recorder()
                .expand(
                        testId(),
                        tests.stream().map(RobustnessTestDescriptor::testId).toList());
        for (RobustnessTestDescriptor test : tests) {
            addChild(test);
            dynamicTestExecutor.execute(test);
        }
        return context;
    }

    private List<RobustnessTestDescriptor> tests(RobustnessExecutionContext context) {
        TestDeclaration untargeted = TestDeclaration.untargeted(testClass, suite());
        int classes = context.fixture()
                .evaluator(untargeted, context.configuration().runOptions())
                .classes();
        List<RobustnessTestDescriptor> tests = new ArrayList<>();
        int number = 0;
        for (TestSpecification variant : variants(classes)) {
            number++;
            if (allSelected || selected.contains(variant.variant())) {
                UniqueId id = getUniqueId().append(RobustnessTestDescriptor.VARIANT_SEGMENT_TYPE, variant.variant());
                tests.add(RobustnessTestDescriptor.ofVariant(id, testClass, method, variant, number));
            }
        }
        if (!allSelected && tests.size() < selected.size()) {
            throw new IllegalArgumentException("The suite " + testId() + " has not all of the tests " + selected
                    + "; it has "
                    + new Shortened(variants(classes).stream()
                            .map(TestSpecification::variant)
                            .toList()));
        }
        return tests;
    }
}
