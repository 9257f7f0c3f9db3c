package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.IntPredicate;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.junit.AttackFactory;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.junit.TrainingSamples;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/** The examples in the Javadoc of the annotations. */
public class JavadocTestCase {

    @ModelUnderTest("digits")
    static MultiLayerNetwork model() {
        return TinyDigits.network();
    }

    @TestSamples(
            range = {0, 1},
            classNames = {"zero", "one", "two"})
    static DataSet samples() {
        return TinyDigits.samples(60, 2);
    }

    @TrainingSamples
    static DataSet training() {
        return TinyDigits.samples(300, 1);
    }

    @SampleSlice("night")
    static IntPredicate takenAtNight() {
        return index -> index >= 40;
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 8 / 255.0, maxSliceSuccessRate = 0.20, slices = "night")
    void resistsPgdAtNight() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 8 / 255.0, maxSuccessRate = 0.10)
    void resistsPgd() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 0.5, maxSuccessRate = 0.10)
    void isBrokenByLargeSteps() {}

    @PgdTest(steps = 100, restarts = 10, epsilon = 8 / 255.0, goal = Goal.TARGETED, target = 2, maxSuccessRate = 0.02)
    void isNotTurnedIntoTwos() {}

    @RobustnessTest(attackFrom = "patientPgd", epsilon = 8 / 255.0, maxSuccessRate = 0.10)
    void resistsPatientPgd() {}

    static Attack patientPgd() {
        return new Pgd(200, StepSize.ofEpsilon(0.05), 20);
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.5)
    void isMovedFar(RobustnessResult result) {
        assertThat(result.attackSuccessRate().value()).isGreaterThan(0.5);
        assertThat(result.medianDistance(Norm.L2)).isGreaterThan(0.1);
        assertThat(result.evaluation().count(Outcome.ALREADY_WRONG)).isZero();
    }

    @RobustnessSuite(attack = Bim.class, epsilon = 8 / 255.0, maxSuccessRate = 0.10, maxTargetedSuccessRate = 0.05)
    void isAttackedInEveryWay() {}

    @Harden(method = Harden.Method.FAST_ADVERSARIAL_TRAINING, epochs = 10, learningRate = 0.002)
    @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.10)
    void isHardenedWhenItFails() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @RobustnessTest(attackFactory = ShortPgdTest.Factory.class)
    public @interface ShortPgdTest {
        double[] epsilon();

        int steps() default 10;

        class Factory implements AttackFactory<ShortPgdTest> {
            @Override
            public Attack create(ShortPgdTest annotation) {
                return new Pgd(annotation.steps(), StepSize.ofEpsilon(0.25), 1);
            }
        }
    }

    @RobustnessDefaults(
            epsilon = {2 / 255.0, 8 / 255.0},
            maxSuccessRate = 0.10,
            maxSamples = 100)
    static class WithDefaults {

        @RobustnessTest(attack = Bim.class)
        void resistsBim() {}

        @RobustnessTest(attack = Bim.class, epsilon = 0.5)
        void isBrokenByLargeSteps() {}
    }
}
