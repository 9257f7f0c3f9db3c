package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.RobustnessSuite;

/**
 * The tests that a method with {@code @RobustnessSuite} stands for; how many there are depends on the model's classes.
 */
public record DeclaredSuite(TestClass testClass, Method method) {

    private RobustnessSuite suite() {
        return AnnotationSupport.findAnnotation(method, RobustnessSuite.class).orElseThrow();
    }

    /** The suite as a whole, in the place of its tests until they are known. */
    public TestId testId() {
        return new TestId(testClass.name(), TestMethods.name(testClass.type(), method), null);
    }

    /** What would be wrong with the tests of a model with any number of classes, if anything. */
    public Optional<String> problem() {
        try {
            return ownProblem().or(() -> variants(1).stream()
                    .flatMap(variant -> variant.problem().stream())
                    .findFirst());
        } catch (Exception | LinkageError e) {
            return Optional.of("@RobustnessSuite " + testClass.name() + "." + method.getName() + ": " + e);
        }
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

    /** The untargeted attack, whose model and samples are those of all. */
    public TestDeclaration untargeted() {
        return TestDeclaration.untargeted(testClass, suite());
    }

    /** The tests of a model with some number of classes. */
    public List<TestSpecification> variants(int classes) {
        List<TestDeclaration> declarations = new ArrayList<>();
        if (suite().fakeImages() != 0) {
            IntStream.range(0, classes)
                    .mapToObj(target -> TestDeclaration.fake(testClass, suite(), target))
                    .forEach(declarations::add);
        }
        declarations.add(untargeted());
        IntStream.range(0, classes)
                .mapToObj(target -> TestDeclaration.targeted(testClass, suite(), target))
                .forEach(declarations::add);
        return declarations.stream()
                .flatMap(declaration -> TestSpecification.inSuite(testClass, method, declaration))
                .toList();
    }
}
