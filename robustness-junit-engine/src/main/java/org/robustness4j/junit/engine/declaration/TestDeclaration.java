package org.robustness4j.junit.engine.declaration;

import org.junit.platform.commons.support.AnnotationSupport;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;

/**
 * What a test declares, with the defaults of its class filled in.
 *
 * @param attack where the attack comes from
 * @param threat what the adversary wants and may do
 * @param limits how often it may succeed
 * @param data the model, and the samples of it that are attacked
 * @param budget what the attack may cost
 */
public record TestDeclaration(
        AttackSource attack, DeclaredThreat threat, DeclaredLimits limits, DeclaredData data, DeclaredBudget budget) {

    /** Never fails: a declaration that makes no sense has an attack with a problem. */
    static TestDeclaration of(TestClass testClass, AnnotationChain chain) {
        try {
            return new TestDeclaration(
                            AttackSource.of(testClass, chain),
                            DeclaredThreat.of(chain),
                            DeclaredLimits.of(chain),
                            DeclaredData.of(chain),
                            DeclaredBudget.of(chain))
                    .completed(testClass);
        } catch (Exception | LinkageError e) {
            return new TestDeclaration(
                    AttackSource.wrong(
                            chain.outermost().annotationType().getSimpleName(), String.valueOf(e.getMessage())),
                    DeclaredThreat.NONE,
                    DeclaredLimits.NONE,
                    DeclaredData.ANY,
                    DeclaredBudget.ANY);
        }
    }

    static TestDeclaration untargeted(TestClass testClass, RobustnessSuite suite) {
        return attacked(testClass, suite, DeclaredThreat.untargeted(suite), suite.maxSuccessRate());
    }

    static TestDeclaration targeted(TestClass testClass, RobustnessSuite suite, int target) {
        return attacked(testClass, suite, DeclaredThreat.targeted(suite, target), suite.maxTargetedSuccessRate());
    }

    private static TestDeclaration attacked(
            TestClass testClass, RobustnessSuite suite, DeclaredThreat threat, double maxSuccessRate) {
        return new TestDeclaration(
                        AttackSource.of(testClass, suite.attack(), suite.attackFrom()),
                        threat,
                        DeclaredLimits.onAllSamples(maxSuccessRate),
                        DeclaredData.of(suite),
                        DeclaredBudget.of(suite))
                .completed(testClass);
    }

    static TestDeclaration fake(TestClass testClass, RobustnessSuite suite, int target) {
        return new TestDeclaration(
                        AttackSource.ofClass(suite.fakeAttack()),
                        DeclaredThreat.fake(target),
                        DeclaredLimits.NONE,
                        DeclaredData.ofFakeImages(suite),
                        DeclaredBudget.of(suite))
                .completed(testClass);
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
        return new TestDeclaration(
                attack,
                threat.completedWith(defaults, isBounded()),
                limits.completedWith(defaults, isBounded()),
                data.completedWith(defaults, threat.isFake()),
                budget.completedWith(defaults));
    }

    /** Whether there is a ball, or ought to be one. */
    boolean isBounded() {
        return !threat.isFake() && (!threat.epsilons().isEmpty() || attack.needsEpsilon());
    }
}
