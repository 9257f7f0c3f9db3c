package org.robustness4j.junit.engine.program;

import java.lang.reflect.Method;
import java.util.List;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.declaration.DeclaredSuite;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.Shortened;

/** The test that made a recorded evaluation, as it is declared now. */
record RecordedTest(EvaluationRecord evaluation) {

    /** @throws IllegalArgumentException if the class is not on the classpath */
    TestClass testClass() {
        String name = evaluation.test().className();
        return TestClass.named(name)
                .orElseThrow(() -> new IllegalArgumentException("the test class " + name
                        + " is not on the classpath; compile the tests, and stay in the module they are in"));
    }

    /** @throws IllegalArgumentException if there is no such test any more, or it is declared wrongly */
    TestSpecification specification() {
        TestId id = evaluation.test().canonical();
        TestClass testClass = testClass();
        Method method = testClass.testMethods().stream()
                .filter(candidate ->
                        TestMethods.name(testClass.type(), candidate).equals(id.method()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(testClass.name() + " has no robustness test " + id.method()
                                + " any more; it has "
                                + testClass.testMethods().stream()
                                        .map(candidate -> TestMethods.name(testClass.type(), candidate))
                                        .toList()));
        List<TestSpecification> variants = variants(testClass, method);
        TestSpecification specification = variants.stream()
                .filter(variant -> id.variant() == null || variant.variant().equals(id.variant()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id.className() + "#" + id.method()
                        + " has no variant '" + id.variant() + "' any more; it has "
                        + new Shortened(variants.stream()
                                .map(TestSpecification::variant)
                                .toList())));
        specification.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return specification;
    }

    /**
     * Those of a suite for as many classes as the recorded target needs, which are the first for any number of them.
     */
    private List<TestSpecification> variants(TestClass testClass, Method method) {
        if (!TestMethods.isSuite(method)) {
            return TestSpecification.variantsOf(testClass, method);
        }
        Integer target = evaluation.attack().target();
        return new DeclaredSuite(testClass, method).variants(target == null ? 1 : target + 1);
    }
}
