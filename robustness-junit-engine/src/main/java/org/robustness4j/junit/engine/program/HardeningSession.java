package org.robustness4j.junit.engine.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.configuration.UnknownParameters;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.execution.ClassExecution;
import org.robustness4j.junit.engine.execution.ClassFixture;
import org.robustness4j.junit.engine.execution.TestExecution;
import org.robustness4j.junit.engine.execution.TestRun;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs chosen tests with {@code @Harden} and hardens their models, whatever their verdicts. The goal {@code
 * robustness:harden} starts it in a virtual machine of its own; it is configured by system properties, those in {@link
 * Constants}.
 */
public final class HardeningSession {

    private static final Logger LOGGER = LoggerFactory.getLogger(HardeningSession.class);

    private final RobustnessConfiguration configuration;

    public HardeningSession(RobustnessConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Hardens the tests that the system properties name.
     *
     * @param args where the pattern matches no test with {@code @Harden}, a file to write why to: among several modules
     *     that is no error. Nothing where it is one
     */
    public static void main(String[] args) throws Exception {
        GivenParameters parameters = GivenParameters.ofSystem();
        UnknownParameters.among(parameters).log(LOGGER);
        HardeningSession session = new HardeningSession(new RobustnessConfiguration(parameters));
        TestsToHarden tests = session.tests();
        String pattern = session.configuration.hardenedTests();
        if (args.length > 0 && tests.matching(pattern).isEmpty()) {
            Files.write(Path.of(args[0]), tests.shortfall(pattern).lines());
        } else {
            session.run(tests.chosen(pattern));
        }
    }

    /**
     * Runs the tests one after the other. A test that fails is what hardening is for; a model that cannot be hardened
     * is an error, after all others had their turn.
     *
     * @throws IllegalArgumentException if the pattern matches no test with {@code @Harden}
     * @throws IllegalStateException if a model was not hardened
     */
    public void run() throws Exception {
        run(tests().chosen(configuration.hardenedTests()));
    }

    private TestsToHarden tests() {
        return TestsToHarden.in(configuration.hardenedClasses().toAbsolutePath());
    }

    private void run(List<TestSpecification> chosen) throws Exception {
        TestExecution execution = TestExecution.begin(
                configuration.hardeningAlways(),
                chosen.stream().map(TestSpecification::testId).toList());
        Map<TestClass, List<TestSpecification>> byClass = new LinkedHashMap<>();
        chosen.forEach(test -> byClass.computeIfAbsent(test.testClass(), unseen -> new ArrayList<>())
                .add(test));
        List<String> failed = new ArrayList<>();
        byClass.forEach((testClass, tests) -> failed.addAll(run(testClass, tests, execution)));
        execution.complete();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Not hardened: " + String.join("; ", failed));
        }
    }

    /** Runs the tests of a class; says which were not hardened, and why. */
    private static List<String> run(TestClass testClass, List<TestSpecification> tests, TestExecution execution) {
        ClassFixtures fixtures = new ClassFixtures();
        ClassFixture fixture = fixtures.of(testClass);
        List<String> failed = new ArrayList<>();
        for (TestSpecification test : tests) {
            Optional<String> disabled = JupiterAnnotations.disabledReason(testClass, test.method());
            if (disabled.isPresent()) {
                execution.recorder().skipped(test.testId(), disabled.get());
            } else {
                String outcome = run(test, new ClassExecution(execution, fixture));
                if (!execution.recorder().isHardened(test.testId())) {
                    failed.add(test.testId().displayName() + ": " + outcome);
                }
            }
        }
        try {
            fixtures.close();
        } catch (Exception e) {
            LOGGER.warn("What {} provides cannot be closed", testClass.name(), e);
        }
        return failed;
    }

    /** What became of a test, in its own words. */
    private static String run(TestSpecification test, ClassExecution tests) {
        try {
            new TestRun(test, tests, TestPublisher.toNobody()).run();
            return "it passed";
        } catch (Exception | Error e) {
            String message = new FailureMessage(e).toString();
            LOGGER.info("{}: {}", test.testId().displayName(), message);
            return message;
        }
    }
}
