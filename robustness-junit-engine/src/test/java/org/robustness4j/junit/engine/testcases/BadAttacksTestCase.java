package org.robustness4j.junit.engine.testcases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.AttackFactory;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

public class BadAttacksTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    /** Returns one point, whatever it is. */
    static class OnePoint extends Attack {
        private final float[] proposed;

        OnePoint(float... proposed) {
            this.proposed = proposed;
        }

        @Override
        protected Search begin(AttackedSample subject) {
            return new Search() {
                private boolean shown;

                @Override
                public float @Nullable [] next() {
                    return shown ? null : proposed;
                }

                @Override
                public void observe(float[] point, float[] logits, float[][] gradients) {
                    shown = true;
                }
            };
        }
    }

    static class WithoutConstructor extends OnePoint {
        WithoutConstructor(int argument) {
            super(argument);
        }
    }

    static class Throwing extends OnePoint {
        Throwing() {
            throw new IllegalStateException("there is no licence");
        }
    }

    static class FailingToLoad extends OnePoint {
        private static final int LICENCE = Integer.parseInt("none");

        FailingToLoad() {
            super(LICENCE);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @RobustnessTest(attackFactory = WrongTypeTest.Factory.class)
    @interface WrongTypeTest {
        double epsilon();

        class Factory implements AttackFactory<WrongTypeTest> {
            @Override
            public Attack create(WrongTypeTest annotation) {
                return new Fgsm();
            }
        }
    }

    static Attack returnsNaN() {
        return new OnePoint(Float.NaN, 0);
    }

    static Attack returnsTooMuch() {
        return new OnePoint(0, 0, 0);
    }

    static @Nullable Attack returnsNull() {
        return null;
    }

    static String returnsText() {
        return "Fgsm";
    }

    static Attack throwsUp() {
        throw new IllegalStateException("no attack today");
    }

    @RobustnessTest(attack = WithoutConstructor.class, epsilon = 0.1)
    void hasNoUsableConstructor() {}

    @RobustnessTest(attack = Throwing.class, epsilon = 0.1)
    void hasAConstructorThatThrows() {}

    @RobustnessTest(attackFrom = "#returnsNaN", epsilon = 0.1)
    void namesNoClass() {}

    @RobustnessTest(attack = FailingToLoad.class, epsilon = 0.1)
    void hasAnAttackThatFailsToLoad() {}

    @RobustnessTest(attack = Fgsm.class, attackFrom = "returnsNaN", epsilon = 0.1)
    void namesTwoAttacks() {}

    @RobustnessTest(goal = Goal.FAKE, target = 1)
    void fakesWithAnAttackThatSearchesABall() {}

    @RobustnessTest(attackFrom = "noSuchMethod", epsilon = 0.1)
    void namesNoMethod() {}

    @RobustnessTest(attackFrom = "returnsText", epsilon = 0.1)
    void namesAMethodOfAnotherType() {}

    @RobustnessTest(attackFrom = "returnsNull", epsilon = 0.1)
    void namesAMethodThatReturnsNull() {}

    @RobustnessTest(attackFrom = "throwsUp", epsilon = 0.1)
    void namesAMethodThatThrows() {}

    @RobustnessTest(attackFrom = "returnsNaN", epsilon = 0.1, maxSuccessRate = 1)
    void isAttackedWithNaN() {}

    @RobustnessTest(attackFrom = "returnsTooMuch", epsilon = 0.1, maxSuccessRate = 1)
    void isAttackedWithAnotherShape() {}

    @PgdTest(steps = 0, epsilon = 0.1)
    void takesNoSteps() {}

    @WrongTypeTest(epsilon = 0.1)
    void hasAnAttributeOfAnotherType() {}

    @RobustnessTest(norm = Norm.L2)
    void hasANormWithoutEpsilon() {}

    @RobustnessTest(epsilon = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void hasEpsilonsThatAreNone() {}

    @RobustnessTest(epsilon = 0.1, maxSamples = -1)
    void hasLessThanNoSamples() {}

    @RobustnessTest(epsilon = 0.1, timeBudgetSeconds = 0)
    void hasNoTime() {}

    @RobustnessTest(epsilon = 0.1)
    int returnsSomething() {
        return 1;
    }
}
