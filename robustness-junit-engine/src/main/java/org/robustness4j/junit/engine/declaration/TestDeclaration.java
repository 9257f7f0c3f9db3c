package org.robustness4j.junit.engine.declaration;

import java.util.Arrays;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * What a test declares, with the defaults of its class filled in.
 *
 * @param attack where the attack comes from
 * @param norm how the size of a perturbation is measured
 * @param epsilons the largest perturbations; none for an unbounded attack
 * @param goal what the adversary wants
 * @param target the class wanted, {@link RobustnessTest#NO_TARGET} for none
 * @param maxSuccessRate the limit, NaN for none
 * @param groups what is declared of classes and slices
 * @param policies how rates are held to limits: one policy, or none for the configured one
 * @param model the name of the model, empty for the only one
 * @param samples the name of the samples, empty for the only ones
 * @param maxSamples the size of the subset, or the number of fake images; {@link RobustnessTest#ALL} when open
 * @param timeBudgetSeconds how long the attack may take
 * @param queryBudget how often the model may be run on each sample, {@link RobustnessTest#NO_QUERY_LIMIT} for any number
 */
public record TestDeclaration(
        AttackSource attack,
        Norm norm,
        List<Double> epsilons,
        Goal goal,
        int target,
        double maxSuccessRate,
        DeclaredGroups groups,
        List<VerdictPolicy> policies,
        String model,
        String samples,
        int maxSamples,
        double timeBudgetSeconds,
        long queryBudget) {

    private static final int FAKE_IMAGES = 20;

    /** Never fails: a declaration that makes no sense has an attack with a problem. */
    static TestDeclaration of(TestClass testClass, AnnotationChain chain) {
        try {
            return read(testClass, chain);
        } catch (Exception | LinkageError e) {
            return new TestDeclaration(
                    AttackSource.wrong(
                            chain.outermost().annotationType().getSimpleName(), String.valueOf(e.getMessage())),
                    Norm.LINF,
                    List.of(),
                    Goal.UNTARGETED,
                    RobustnessTest.NO_TARGET,
                    RobustnessTest.NO_LIMIT,
                    DeclaredGroups.NONE,
                    List.of(),
                    "",
                    "",
                    RobustnessTest.ALL,
                    RobustnessTest.NO_TIME_LIMIT,
                    RobustnessTest.NO_QUERY_LIMIT);
        }
    }

    private static TestDeclaration read(TestClass testClass, AnnotationChain chain) {
        TestDeclaration declared = new TestDeclaration(
                AttackSource.of(testClass, chain),
                chain.attribute("norm", Norm.class),
                list(chain.attribute("epsilon", double[].class)),
                chain.attribute("goal", Goal.class),
                chain.attribute("target", Integer.class),
                chain.attribute("maxSuccessRate", Double.class),
                DeclaredGroups.of(chain),
                List.of(chain.attribute("policy", VerdictPolicy[].class)),
                chain.attribute("model", String.class),
                chain.attribute("samples", String.class),
                chain.attribute("maxSamples", Integer.class),
                chain.attribute("timeBudgetSeconds", Double.class),
                chain.attribute("queryBudget", Long.class));
        return declared.completed(testClass);
    }

    public static TestDeclaration untargeted(TestClass testClass, RobustnessSuite suite) {
        return attacked(testClass, suite, Goal.UNTARGETED, RobustnessTest.NO_TARGET, suite.maxSuccessRate());
    }

    private static TestDeclaration attacked(
            TestClass testClass, RobustnessSuite suite, Goal goal, int target, double limit) {
        return new TestDeclaration(
                        AttackSource.of(testClass, suite.attack(), suite.attackFrom()),
                        suite.norm(),
                        list(suite.epsilon()),
                        goal,
                        target,
                        limit,
                        DeclaredGroups.NONE,
                        List.of(),
                        suite.model(),
                        suite.samples(),
                        suite.maxSamples(),
                        suite.timeBudgetSeconds(),
                        RobustnessTest.NO_QUERY_LIMIT)
                .completed(testClass);
    }

    public static TestDeclaration targeted(TestClass testClass, RobustnessSuite suite, int target) {
        return attacked(testClass, suite, Goal.TARGETED, target, suite.maxTargetedSuccessRate());
    }

    public static TestDeclaration fake(TestClass testClass, RobustnessSuite suite, int target) {
        return new TestDeclaration(
                        AttackSource.ofClass(suite.fakeAttack()),
                        Norm.LINF,
                        List.of(),
                        Goal.FAKE,
                        target,
                        RobustnessTest.NO_LIMIT,
                        DeclaredGroups.NONE,
                        List.of(),
                        suite.model(),
                        suite.samples(),
                        suite.fakeImages(),
                        suite.timeBudgetSeconds(),
                        RobustnessTest.NO_QUERY_LIMIT)
                .completed(testClass);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).distinct().boxed().toList();
    }

    private TestDeclaration completed(TestClass testClass) {
        TestDeclaration completed = this;
        for (Class<?> around : testClass.outwards()) {
            completed = AnnotationSupport.findAnnotation(around, RobustnessDefaults.class)
                    .map(completed::completedWith)
                    .orElse(completed);
        }
        return completed;
    }

    private TestDeclaration completedWith(RobustnessDefaults defaults) {
        boolean takesBall = epsilons.isEmpty() && isBounded() && norm == Norm.LINF;
        return new TestDeclaration(
                attack,
                takesBall ? defaults.norm() : norm,
                takesBall ? list(defaults.epsilon()) : epsilons,
                goal,
                target,
                Double.isNaN(maxSuccessRate) && isBounded() ? defaults.maxSuccessRate() : maxSuccessRate,
                groups.completedWith(defaults, isBounded()),
                policies.isEmpty() ? List.of(defaults.policy()) : policies,
                model.isEmpty() ? defaults.model() : model,
                samples.isEmpty() ? defaults.samples() : samples,
                maxSamples == RobustnessTest.ALL && goal != Goal.FAKE ? defaults.maxSamples() : maxSamples,
                Double.isInfinite(timeBudgetSeconds) ? defaults.timeBudgetSeconds() : timeBudgetSeconds,
                queryBudget);
    }

    /** Whether there is a ball, or ought to be one. */
    boolean isBounded() {
        return goal != Goal.FAKE && (!epsilons.isEmpty() || attack.needsEpsilon());
    }

    /** The number of images to grow when the goal is {@link Goal#FAKE}; as many samples then check the model. */
    public int fakeImages() {
        return maxSamples == RobustnessTest.ALL ? FAKE_IMAGES : maxSamples;
    }
}
