package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * One variant of a test as its method declares it.
 *
 * @param testClass the class that runs it
 * @param method the test method
 * @param declaration what it declares
 * @param epsilon the variant's epsilon, NaN when there is none
 * @param variant the name of the variant, from declared values alone
 */
public record TestSpecification(
        TestClass testClass, Method method, TestDeclaration declaration, double epsilon, String variant) {

    /** A declared value that has no meaning is a problem of its test, not of the discovery. */
    public static List<TestSpecification> variantsOf(TestClass testClass, Method method) {
        List<TestDeclaration> declarations = TestAnnotations.of(method).stream()
                .map(chain -> TestDeclaration.of(testClass, chain))
                .toList();
        boolean single = declarations.size() == 1;
        List<TestSpecification> variants = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (TestDeclaration declaration : declarations) {
            for (double epsilon : epsilons(declaration)) {
                String name = single ? "epsilon=" + epsilon : name(declaration, epsilon);
                int number = names.merge(name, 1, Integer::sum);
                variants.add(new TestSpecification(
                        testClass, method, declaration, epsilon, number == 1 ? name : name + " #" + number));
            }
        }
        return variants;
    }

    /** The variants of one declaration in a suite, one for each epsilon. */
    public static List<TestSpecification> inSuite(TestClass testClass, Method method, TestDeclaration declaration) {
        String goal = declaration.goal().name().toLowerCase(Locale.ROOT)
                + (declaration.goal().hasTarget() ? " " + declaration.target() : "");
        return epsilons(declaration).stream()
                .map(epsilon -> new TestSpecification(
                        testClass,
                        method,
                        declaration,
                        epsilon,
                        declaration.epsilons().size() < 2 ? goal : goal + " epsilon=" + epsilon))
                .toList();
    }

    private static List<Double> epsilons(TestDeclaration declaration) {
        return declaration.epsilons().isEmpty() ? List.of(Double.NaN) : declaration.epsilons();
    }

    private static String name(TestDeclaration declaration, double epsilon) {
        String name = declaration.attack().label();
        if (declaration.goal().hasTarget()) {
            name += " " + declaration.goal().name().toLowerCase(Locale.ROOT) + " " + declaration.target();
        }
        return Double.isNaN(epsilon) ? name : name + " " + declaration.norm() + " epsilon=" + epsilon;
    }

    /** What is wrong with the declaration, if anything. */
    public Optional<String> problem() {
        return Optional.ofNullable(findProblem())
                .map(problem -> testClass.name() + "." + method.getName() + ": " + problem);
    }

    private @Nullable String findProblem() {
        if (!Modifier.isStatic(method.getModifiers()) && testClass.problem().isPresent()) {
            return testClass.problem().get();
        }
        if (declaration.attack().problem().isPresent()) {
            return declaration.attack().problem().get();
        }
        if (declaration.goal() == Goal.FAKE
                && declaration.attack().isKnown()
                && declaration.attack().needsEpsilon()) {
            return "the attack " + declaration.attack().label()
                    + " searches a ball, which fake images do not have; use FakeImage";
        }
        if (declaration.epsilons().isEmpty()
                && declaration.isBounded()
                && declaration.attack().isKnown()) {
            return "epsilon has no values, but " + declaration.attack().label()
                    + (declaration.norm() == Norm.LINF ? "" : " in " + declaration.norm())
                    + " needs one; give at least one";
        }
        try {
            threatModel(Domain.range(0, 1));
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        String limitProblem = limitProblem();
        if (limitProblem != null) {
            return limitProblem;
        }
        if (declaration.policies().size() > 1) {
            return "policy must be one of POINT and CONFIDENT, or be left out, but is " + declaration.policies();
        }
        if (declaration.maxSamples() < 0) {
            return "maxSamples must be positive, or 0 for all, but is " + declaration.maxSamples();
        }
        if (!(declaration.timeBudgetSeconds() > 0)) {
            return "timeBudgetSeconds must be a positive number, but is " + declaration.timeBudgetSeconds();
        }
        if (declaration.queryBudget() < 0) {
            return "queryBudget must be positive, or 0 for any number, but is " + declaration.queryBudget();
        }
        return signatureProblem();
    }

    private @Nullable String limitProblem() {
        DeclaredGroups groups = declaration.groups();
        Map<String, Double> limits = new LinkedHashMap<>();
        limits.put("maxSuccessRate", declaration.maxSuccessRate());
        limits.put("maxClassSuccessRate", groups.maxClassSuccessRate());
        limits.put("maxSliceSuccessRate", groups.maxSliceSuccessRate());
        for (Map.Entry<String, Double> limit : limits.entrySet()) {
            double value = limit.getValue();
            if (!Double.isNaN(value) && !(value >= 0 && value <= 1)) {
                return limit.getKey() + " must lie between 0 and 1 (0.05 is 5 %), but is " + value;
            }
        }
        boolean grouped = !Double.isNaN(groups.maxClassSuccessRate()) || groups.needsSlices();
        return declaration.goal() == Goal.FAKE && grouped
                ? "fake images are of no class and no slice; leave maxClassSuccessRate, maxSliceSuccessRate and slices out"
                : null;
    }

    private @Nullable String signatureProblem() {
        boolean takesResult = Arrays.equals(method.getParameterTypes(), new Class<?>[] {RobustnessResult.class});
        if (method.getParameterCount() > 0 && !takesResult) {
            return "the method may take one RobustnessResult and nothing else, but takes "
                    + Arrays.toString(method.getParameterTypes());
        }
        if (Modifier.isPrivate(method.getModifiers())) {
            return "the method is private, and would look unused; leave the modifier out";
        }
        if (method.getReturnType() != void.class) {
            return "the method returns a " + method.getReturnType().getName()
                    + ", which nobody would look at; make it void and assert inside";
        }
        return null;
    }

    public ThreatModel threatModel(Domain domain) {
        Goal goal = declaration.goal();
        int target = declaration.target() == RobustnessTest.NO_TARGET ? ThreatModel.NO_TARGET : declaration.target();
        Perturbation perturbation =
                Double.isNaN(epsilon) && declaration.epsilons().isEmpty()
                        ? new Perturbation.Unbounded()
                        : new Perturbation.Ball(declaration.norm(), epsilon);
        return new ThreatModel(goal, target, perturbation, domain);
    }

    /** The options, with the test's own budgets. */
    public RunOptions within(RunOptions options) {
        double seconds = declaration.timeBudgetSeconds();
        RunOptions limited = affordable(options);
        return Double.isInfinite(seconds) ? limited : limited.within(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /** The options, with the number of queries that the adversary can afford. */
    public RunOptions affordable(RunOptions options) {
        long queries = declaration.queryBudget();
        return queries == RobustnessTest.NO_QUERY_LIMIT ? options : options.withQueryBudget(queries);
    }

    /** What the test demands, by the configured policy unless it has one of its own. */
    public SuccessRateLimits demand(VerdictPolicy configured, List<Slice> slices) {
        return new SuccessRateLimits(
                limit(declaration.maxSuccessRate()),
                limit(declaration.groups().maxClassSuccessRate()),
                limit(declaration.groups().maxSliceSuccessRate()),
                slices,
                declaration.policies().isEmpty()
                        ? configured
                        : declaration.policies().get(0));
    }

    private static @Nullable BigDecimal limit(double declared) {
        return Double.isNaN(declared) ? null : BigDecimal.valueOf(declared);
    }
}
