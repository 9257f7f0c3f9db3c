package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.UniqueId;
import org.robustness4j.internal.gate.NamePattern;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.configuration.UnknownParameters;
import org.robustness4j.junit.engine.declaration.JupiterAnnotations;
import org.robustness4j.junit.engine.declaration.Shortened;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs chosen tests with {@code @Harden} and hardens their models, whatever their verdicts. The goal {@code robustness:harden}
 * starts it in a virtual machine of its own; it is configured by system properties, those in {@link Constants}.
 */
public final class HardeningSession {

    private static final Logger LOGGER = LoggerFactory.getLogger(HardeningSession.class);

    private final RobustnessConfiguration configuration;

    public HardeningSession(RobustnessConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Hardens the tests that the system properties name. */
    public static void main(String[] args) throws Exception {
        GivenParameters parameters = GivenParameters.ofSystem();
        UnknownParameters.among(parameters).log(LOGGER);
        new HardeningSession(new RobustnessConfiguration(parameters)).run();
    }

    /** A test, and what it declares. */
    private record Chosen(TestId id, TestSpecification specification) {}

    /**
     * Runs the tests one after the other. A test that fails is what hardening is for; a model that cannot be hardened is an
     * error, after all others had their turn.
     *
     * @throws IllegalArgumentException if the pattern matches no test
     * @throws IllegalStateException if a model was not hardened
     */
    public void run() throws Exception {
        List<Chosen> chosen = chosen();
        RobustnessExecutionContext context = RobustnessExecutionContext.begin(
                configuration.hardeningAlways(), chosen.stream().map(Chosen::id).toList());
        Map<TestClass, List<Chosen>> byClass = new LinkedHashMap<>();
        chosen.forEach(test -> byClass.computeIfAbsent(test.specification().testClass(), unseen -> new ArrayList<>())
                .add(test));
        List<String> failed = new ArrayList<>();
        byClass.forEach((testClass, tests) -> failed.addAll(run(testClass, tests, context)));
        context.complete();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("Not hardened: " + String.join("; ", failed));
        }
    }

    /** Runs the tests of a class; says which were not hardened, and why. */
    private static List<String> run(TestClass testClass, List<Chosen> tests, RobustnessExecutionContext context) {
        ClassFixtures fixtures = new ClassFixtures();
        ClassFixture fixture = fixtures.of(testClass);
        List<String> failed = new ArrayList<>();
        for (Chosen test : tests) {
            Optional<String> disabled = JupiterAnnotations.disabledReason(
                    testClass, test.specification().method());
            if (disabled.isPresent()) {
                context.recorder().skipped(test.id(), disabled.get());
            } else {
                String outcome = run(test, context.withFixture(fixture));
                if (!context.recorder().isHardened(test.id())) {
                    failed.add(test.id().displayName() + ": " + outcome);
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
    private static String run(Chosen test, RobustnessExecutionContext context) {
        TestPublisher nobody = new TestPublisher(
                EngineExecutionListener.NOOP, new RobustnessEngineDescriptor(UniqueId.forEngine(Constants.ENGINE_ID)));
        try {
            new TestRun(test.id(), test.specification(), context, nobody).run();
            return "it passed";
        } catch (Exception | Error e) {
            LOGGER.info("{}: {}", test.id().displayName(), TestRun.message(e));
            return TestRun.message(e);
        }
    }

    private List<Chosen> chosen() {
        List<Chosen> all = new ArrayList<>();
        ReflectionSupport.findAllClassesInClasspathRoot(
                        configuration.hardenedClasses().toAbsolutePath().toUri(),
                        type -> type.getEnclosingClass() == null
                                && TestClass.of(type).holdsTests(),
                        name -> true)
                .stream()
                .flatMap(type -> TestClass.of(type).withMembers())
                .forEach(testClass ->
                        testClass.testMethods().forEach(method -> all.addAll(hardened(testClass, method))));
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
                    + new Shortened(
                            all.stream().map(test -> test.id().displayName()).toList()));
        }
        return matching;
    }

    /** The variants of a method with {@code @Harden}; suites have none before they are run. */
    private static List<Chosen> hardened(TestClass testClass, Method method) {
        if (TestMethods.isSuite(method)) {
            return List.of();
        }
        List<TestSpecification> variants = TestSpecification.variantsOf(testClass, method);
        String name = TestMethods.name(testClass.type(), method);
        return variants.stream()
                .filter(variant -> DeclaredHardening.of(variant).isPresent())
                .map(variant -> new Chosen(
                        new TestId(testClass.name(), name, variants.size() == 1 ? null : variant.variant()), variant))
                .toList();
    }
}
