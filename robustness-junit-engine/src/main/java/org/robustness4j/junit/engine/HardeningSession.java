package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.UniqueId;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.gate.NamePattern;
import org.robustness4j.results.TestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs chosen tests with {@code @Harden} and hardens their models, whatever their verdicts. The goal {@code robustness:harden}
 * starts it in a virtual machine of its own; it is configured by system properties, those in {@link Constants}.
 */
public final class HardeningSession {

    private static final Logger LOGGER = LoggerFactory.getLogger(HardeningSession.class);

    private final RobustnessConfiguration configuration;

    HardeningSession(RobustnessConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Hardens the tests that the system properties name. */
    public static void main(String[] args) throws Exception {
        new HardeningSession(new RobustnessConfiguration(GivenParameters.ofSystem())).run();
    }

    /** A test, and what it declares. */
    private record Chosen(TestId id, TestSpecification specification) {}

    /**
     * Runs the tests one after the other. A test that fails is what hardening is for; a model that cannot be hardened is an
     * error, after all others had their turn.
     *
     * @throws IllegalArgumentException if the pattern matches no test
     */
    void run() throws Exception {
        Map<Class<?>, List<Chosen>> byClass = new LinkedHashMap<>();
        List<Chosen> chosen = chosen();
        chosen.forEach(test -> byClass.computeIfAbsent(test.specification().testClass(), unseen -> new ArrayList<>())
                .add(test));
        RobustnessExecutionContext context = RobustnessExecutionContext.begin(
                configuration.hardeningAlways(), chosen.stream().map(Chosen::id).toList());
        List<Exception> failures = new ArrayList<>();
        for (Map.Entry<Class<?>, List<Chosen>> tests : byClass.entrySet()) {
            ClassFixture fixture = new ClassFixture(tests.getKey());
            try {
                for (Chosen test : tests.getValue()) {
                    run(test, context.withFixture(fixture), failures);
                }
            } finally {
                fixture.close();
            }
        }
        context.complete();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static void run(Chosen test, RobustnessExecutionContext context, List<Exception> failures) {
        TestPublisher nobody = new TestPublisher(
                EngineExecutionListener.NOOP, new RobustnessEngineDescriptor(UniqueId.forEngine(Constants.ENGINE_ID)));
        try {
            new TestRun(test.id(), test.specification(), context, nobody).run();
        } catch (AssertionFailedError | InconclusiveEvaluationException e) {
            LOGGER.info("{}: {}", test.id().displayName(), e.getMessage());
        } catch (Exception e) {
            LOGGER.error("{} failed", test.id().displayName(), e);
            failures.add(e);
        }
    }

    private List<Chosen> chosen() {
        List<Chosen> all = new ArrayList<>();
        ReflectionSupport.findAllClassesInClasspathRoot(
                        configuration.hardenedClasses().toAbsolutePath().toUri(),
                        TestClasses::isTestClass,
                        name -> true)
                .forEach(testClass ->
                        TestClasses.testMethods(testClass).forEach(method -> all.addAll(hardened(testClass, method))));
        NamePattern pattern = new NamePattern(configuration.hardenedTests());
        List<Chosen> matching = all.stream()
                .filter(test -> pattern.matches(test.id().toString())
                        || pattern.matches(test.id().displayName()))
                .toList();
        if (matching.isEmpty()) {
            throw new IllegalArgumentException(Constants.HARDEN_TEST + " is '" + configuration.hardenedTests()
                    + "', which matches none of the tests with @Harden in "
                    + configuration.hardenedClasses().toAbsolutePath()
                    + "; * stands for any characters, and the tests are "
                    + all.stream().map(test -> test.id().displayName()).toList());
        }
        return matching;
    }

    /** The variants of a method with {@code @Harden}; suites have none before they are run. */
    private static List<Chosen> hardened(Class<?> testClass, Method method) {
        if (TestClasses.isSuite(method)
                || DeclaredHardening.of(testClass, method).isEmpty()) {
            return List.of();
        }
        List<TestSpecification> variants = TestSpecification.variantsOf(testClass, method);
        String name = TestClasses.methodName(testClass, method);
        return variants.stream()
                .map(variant -> new Chosen(
                        new TestId(testClass.getName(), name, variants.size() == 1 ? null : variant.variant()),
                        variant))
                .toList();
    }
}
