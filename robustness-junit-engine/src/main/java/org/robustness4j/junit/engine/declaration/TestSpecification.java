package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.threat.internal.EpsilonName;

/**
 * One variant of a test as its method declares it.
 *
 * @param testClass the class that runs it
 * @param method the test method
 * @param declaration what it declares
 * @param epsilon the variant's epsilon, NaN when there is none
 * @param variant the name of the variant, from declared values alone
 * @param isOnly whether the method has no other variant, and is itself the test
 */
public record TestSpecification(
        TestClass testClass,
        Method method,
        TestDeclaration declaration,
        double epsilon,
        String variant,
        boolean isOnly) {

    /** A declared value that has no meaning is a problem of its test, not of the discovery. */
    public static List<TestSpecification> variantsOf(TestClass testClass, Method method) {
        List<TestDeclaration> declarations = TestAnnotations.of(method).stream()
                .map(chain -> TestDeclaration.of(testClass, chain))
                .toList();
        boolean isOneDeclaration = declarations.size() == 1;
        boolean isOnly = declarations.stream()
                        .mapToInt(declaration -> declaration.threat().variants().size())
                        .sum()
                == 1;
        List<TestSpecification> variants = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (TestDeclaration declaration : declarations) {
            for (double epsilon : declaration.threat().variants()) {
                String name = isOneDeclaration ? epsilonName(epsilon) : name(declaration, epsilon);
                variants.add(
                        new TestSpecification(testClass, method, declaration, epsilon, numbered(name, names), isOnly));
            }
        }
        return variants;
    }

    /** The variants of one declaration in a suite, one for each epsilon. */
    static Stream<TestSpecification> inSuite(TestClass testClass, Method method, TestDeclaration declaration) {
        DeclaredThreat threat = declaration.threat();
        Map<String, Integer> names = new HashMap<>();
        return threat.variants().stream()
                .map(epsilon -> new TestSpecification(
                        testClass,
                        method,
                        declaration,
                        epsilon,
                        numbered(
                                threat.goalName() + (threat.epsilons().size() < 2 ? "" : " " + epsilonName(epsilon)),
                                names),
                        false));
    }

    /** Names that are alike are numbered: those of 8 / 255.0 and 8f / 255 are, though the numbers are not. */
    private static String numbered(String name, Map<String, Integer> names) {
        int number = names.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + " #" + number;
    }

    private static String epsilonName(double epsilon) {
        return "epsilon=" + new EpsilonName(epsilon);
    }

    private static String name(TestDeclaration declaration, double epsilon) {
        DeclaredThreat threat = declaration.threat();
        String name = declaration.attack().label() + (threat.goal().hasTarget() ? " " + threat.goalName() : "");
        return Double.isNaN(epsilon)
                ? name
                : name + " " + threat.norm() + " " + epsilonName(epsilon) + (threat.perStep() ? " per step" : "");
    }

    /** Under which name the test's results are stored. */
    public TestId testId() {
        return new TestId(testClass.name(), TestMethods.name(testClass.type(), method), isOnly ? null : variant);
    }

    /** What is wrong with the declaration, if anything. */
    public Optional<String> problem() {
        List<Supplier<Optional<String>>> checks = List.of(
                this::instanceProblem,
                declaration.attack()::problem,
                this::fakeProblem,
                this::epsilonProblem,
                this::threatProblem,
                () -> declaration.limits().limitProblem(declaration.threat().isFake()),
                declaration.limits()::policyProblem,
                this::maxSamplesProblem,
                declaration.budget()::problem,
                this::proofProblem,
                this::signatureProblem);
        return checks.stream()
                .flatMap(check -> check.get().stream())
                .findFirst()
                .map(problem -> testClass.name() + "." + method.getName() + ": " + problem);
    }

    private Optional<String> instanceProblem() {
        return Modifier.isStatic(method.getModifiers()) ? Optional.empty() : testClass.problem();
    }

    private Optional<String> fakeProblem() {
        AttackSource attack = declaration.attack();
        return declaration.threat().isFake() && attack.isKnown() && attack.needsEpsilon()
                ? Optional.of("the attack " + attack.label()
                        + " searches a ball, which fake images do not have; use FakeImage")
                : Optional.empty();
    }

    private Optional<String> epsilonProblem() {
        DeclaredThreat threat = declaration.threat();
        AttackSource attack = declaration.attack();
        return threat.epsilons().isEmpty() && declaration.isBounded() && attack.isKnown()
                ? Optional.of("epsilon has no values, but " + attack.label()
                        + (threat.norm() == Norm.LINF ? "" : " in " + threat.norm())
                        + " needs one; give at least one")
                : Optional.empty();
    }

    private Optional<String> threatProblem() {
        try {
            threatModel(Domain.range(0, 1));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private Optional<String> maxSamplesProblem() {
        int maxSamples = declaration.data().maxSamples();
        return maxSamples < 0
                ? Optional.of("maxSamples must be positive, or 0 for all, but is " + maxSamples)
                : Optional.empty();
    }

    private Optional<String> signatureProblem() {
        boolean takesResult = Arrays.equals(method.getParameterTypes(), new Class<?>[] {RobustnessResult.class});
        if (method.getParameterCount() > 0 && !takesResult) {
            return Optional.of("the method may take one RobustnessResult and nothing else, but takes "
                    + Arrays.toString(method.getParameterTypes()));
        }
        if (Modifier.isPrivate(method.getModifiers())) {
            return Optional.of("the method is private, and would look unused; leave the modifier out");
        }
        return method.getReturnType() == void.class
                ? Optional.empty()
                : Optional.of("the method returns a " + method.getReturnType().getName()
                        + ", which nobody would look at; make it void and assert inside");
    }

    private boolean isProvable() {
        return declaration.isBounded() && declaration.threat().norm() != Norm.L0;
    }

    private Optional<String> proofProblem() {
        boolean needsProofs =
                declaration.limits().needsProofs() || declaration.budget().needsProofs();
        return needsProofs && !isProvable()
                ? Optional.of(
                        "proofs are about all points of a ball in LINF, L2 or L1, and this test has none; give an epsilon, or leave"
                                + " minCertifiedAccuracy and proofSeconds out")
                : Optional.empty();
    }

    /**
     * The options of the test: its budgets, and proofs where it has a ball and they are asked for.
     *
     * @param isCertified whether proofs are sought for all tests with a ball
     * @param ofASample how long, where the test does not say
     */
    public RunOptions options(RunOptions options, boolean isCertified, Duration ofASample) {
        RunOptions limited = declaration.budget().within(options);
        boolean wanted = isCertified
                || declaration.limits().needsProofs()
                || declaration.budget().needsProofs();
        return wanted && isProvable() ? declaration.budget().proving(limited, ofASample) : limited;
    }

    public ThreatModel threatModel(Domain domain) {
        return declaration.threat().in(domain, epsilon);
    }
}
