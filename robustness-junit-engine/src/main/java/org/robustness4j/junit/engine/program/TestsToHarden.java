package org.robustness4j.junit.engine.program;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.internal.gate.NamePattern;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.declaration.DeclaredHardening;
import org.robustness4j.junit.engine.declaration.DeclaredSuite;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.Shortened;

/**
 * The robustness tests in a folder of classes: those whose models can be hardened, and the others, for the words that
 * say why nothing is.
 *
 * @param folder the folder
 * @param hardened the tests with {@code @Harden}
 * @param others the tests without it
 * @param suites the suites, whose tests are known when they run
 */
record TestsToHarden(Path folder, List<TestSpecification> hardened, List<TestId> others, List<TestId> suites) {

    private static final String EXAMPLE = """


            import org.robustness4j.junit.Harden;
            import org.robustness4j.junit.TrainingSamples;

            @TrainingSamples
            static DataSetIterator training() {
                return ...; // labelled samples of the same kind, none of them among the test's
            }

            @Harden
            @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.05)
            void resistsPgd() {}
            """;

    TestsToHarden {
        hardened = List.copyOf(hardened);
        others = List.copyOf(others);
        suites = List.copyOf(suites);
    }

    static TestsToHarden in(Path folder) {
        List<TestSpecification> hardened = new ArrayList<>();
        List<TestId> others = new ArrayList<>();
        List<TestId> suites = new ArrayList<>();
        ReflectionSupport.findAllClassesInClasspathRoot(
                        folder.toUri(),
                        type -> type.getEnclosingClass() == null
                                && TestClass.of(type).holdsTests(),
                        name -> true)
                .stream()
                .flatMap(type -> TestClass.of(type).withMembers())
                .forEach(testClass -> {
                    for (Method method : testClass.testMethods()) {
                        if (TestMethods.isSuite(method)) {
                            suites.add(new DeclaredSuite(testClass, method).testId());
                        } else {
                            for (TestSpecification test : TestSpecification.variantsOf(testClass, method)) {
                                if (DeclaredHardening.of(test).isPresent()) {
                                    hardened.add(test);
                                } else {
                                    others.add(test.testId());
                                }
                            }
                        }
                    }
                });
        return new TestsToHarden(folder, hardened, others, suites);
    }

    /** The names of those with {@code @Harden}. */
    List<String> names() {
        return hardened.stream().map(test -> test.testId().displayName()).toList();
    }

    /** Those with {@code @Harden} that a pattern matches. */
    List<TestSpecification> matching(String pattern) {
        return hardened.stream()
                .filter(test -> new NamePattern(pattern).matches(test.testId()))
                .toList();
    }

    /**
     * Those with {@code @Harden} that a pattern matches.
     *
     * @throws IllegalArgumentException if there are none, with what to do
     */
    List<TestSpecification> chosen(String pattern) {
        List<TestSpecification> chosen = matching(pattern);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(shortfall(pattern).text());
        }
        return chosen;
    }

    /**
     * Why no test is hardened.
     *
     * @param why in short, for a module among others
     * @param weight how much it is to the point among what is said of other modules: a test that lacks the annotation
     *     more than names that do not match, and these more than that there is no test
     * @param text all of it, with what to do
     */
    record Shortfall(String why, int weight, String text) {

        /** For a file: the text is the third line and all behind it. */
        List<String> lines() {
            return List.of(why, Integer.toString(weight), text);
        }
    }

    /** Why a pattern matches no test with {@code @Harden}. */
    Shortfall shortfall(String text) {
        NamePattern pattern = new NamePattern(text);
        if (hardened.isEmpty() && others.isEmpty() && suites.isEmpty()) {
            return new Shortfall(
                    "there is no robustness test in " + folder,
                    0,
                    "There is no robustness test in " + folder
                            + ", and so no model to harden; run the goal in the module that has the tests, after mvn"
                            + " test-compile. A test of a model to be hardened:" + EXAMPLE);
        }
        List<String> missed = Stream.concat(others.stream(), suites.stream())
                .filter(pattern::matches)
                .map(TestId::displayName)
                .toList();
        String given = Constants.HARDEN_TEST + " is '" + text + "', which matches ";
        if (missed.isEmpty()) {
            return new Shortfall(
                    given + "no robustness test",
                    1,
                    given + "no robustness test in " + folder
                            + "; * stands for any characters. Tests with @Harden: "
                            + text(names()) + "; without it: "
                            + text(Stream.concat(others.stream(), suites.stream())
                                    .map(TestId::displayName)
                                    .toList()));
        }
        boolean isOfSuites = suites.stream().anyMatch(pattern::matches);
        return new Shortfall(
                text.equals("*") ? "no test has @Harden, suites aside" : given + "no test with @Harden",
                2,
                (text.equals("*")
                                ? "None of the robustness tests in " + folder + " has @Harden: " + text(missed)
                                : given + text(missed) + ", but no test with @Harden")
                        + ". The annotation says how the model is hardened. Put it on the test, or on its class, and"
                        + " give the class samples to train on:" + EXAMPLE
                        + (isOfSuites
                                ? "\nThe tests of a @RobustnessSuite are hardened by " + Constants.HARDEN
                                        + "=always in the run of the tests, not by the goal."
                                : ""));
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "none" : new Shortened(names).toString();
    }
}
