package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.junit.AttackFactory;
import org.robustness4j.junit.BimTest;
import org.robustness4j.junit.DistancePenaltyTest;
import org.robustness4j.junit.FakeImageTest;
import org.robustness4j.junit.FgsmTest;
import org.robustness4j.junit.GradientAscentTest;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.NoiseTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Norm;

/** Every way to declare a test, in a class with defaults. */
@RobustnessDefaults(norm = Norm.L2, epsilon = 0.25, maxSuccessRate = 0.9, maxSamples = 30)
public class ComposedTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(60, 2);

    /** A composed annotation with an attribute of its own and one that takes the place of RobustnessTest's. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @RobustnessTest(attackFactory = ShortPgdTest.Factory.class)
    @interface ShortPgdTest {
        int steps() default 3;

        double[] epsilon() default {};

        class Factory implements AttackFactory<ShortPgdTest> {
            @Override
            public Attack create(ShortPgdTest annotation) {
                return new Pgd(annotation.steps(), StepSize.ofEpsilon(0.5), 1);
            }
        }
    }

    /** A composed annotation over a composed annotation. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ShortPgdTest(steps = 7)
    @interface OurTest {
        double maxSuccessRate() default 0.5;
    }

    /** A composed annotation with values that differ from RobustnessTest's, which the method may set back. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @RobustnessTest(attack = Fgsm.class, norm = Norm.L2, maxSamples = 1)
    @interface WeakTest {
        Class<? extends Attack> attack() default Fgsm.class;

        Norm norm() default Norm.L2;

        double[] epsilon();

        int maxSamples() default 1;
    }

    static Attack strong() {
        return new Pgd(9, StepSize.ofEpsilon(0.25), 2).restarts(2);
    }

    Attack fromInstance() {
        return new Fgsm();
    }

    @RobustnessTest(attack = Fgsm.class)
    void takesBallAndLimitOfTheClass(RobustnessResult result) {
        assertThat(result.evaluation().threatModel().perturbation()).hasToString("L2 0.25");
        assertThat(result.judgement().limit()).isEqualByComparingTo("0.9");
        assertThat(result.outcomes()).hasSize(30);
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01, maxSuccessRate = 0.2, maxSamples = 12)
    void hasItsOwn(RobustnessResult result) {
        assertThat(result.evaluation().threatModel().perturbation()).hasToString("LINF 0.01");
        assertThat(result.judgement().limit()).isEqualByComparingTo("0.2");
        assertThat(result.outcomes()).hasSize(12);
    }

    @RobustnessTest(attackFrom = "strong", epsilon = 0.25)
    void isAttackedByAMethod(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters())
                .containsEntry("steps", 9)
                .containsEntry("runs", 2);
    }

    @RobustnessTest(attackFrom = "fromInstance")
    void isAttackedByAnInstanceMethod(RobustnessResult result) {
        assertThat(result.evaluation().attack().name()).isEqualTo("Fgsm");
    }

    @RobustnessTest(attackFrom = "org.robustness4j.junit.engine.testcases.ComposedTestCase#strong")
    void isAttackedByAMethodOfAnotherClass(RobustnessResult result) {
        assertThat(result.evaluation().attack().name()).isEqualTo("Pgd");
    }

    @PgdTest(
            steps = 4,
            restarts = 2,
            epsilon = {0.01, 0.02})
    void isTypedAndHasVariants(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters())
                .containsEntry("steps", 4)
                .containsEntry("restarts", 2);
        assertThat(result.evaluation().threatModel().perturbation()).asString().startsWith("LINF ");
    }

    @FgsmTest
    @BimTest(steps = 5)
    @NoiseTest(draws = 5)
    void isSeveralTests() {}

    @PgdTest(steps = 2)
    @PgdTest(steps = 3)
    void isRepeated() {}

    @ShortPgdTest
    void isComposed(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters()).containsEntry("steps", 3);
    }

    @OurTest
    void isComposedTwice(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters()).containsEntry("steps", 7);
        assertThat(result.judgement().limit()).isEqualByComparingTo("0.5");
    }

    @WeakTest(attack = Pgd.class, norm = Norm.LINF, epsilon = 0.01, maxSamples = 60)
    void setsBackWhatTheComposedAnnotationHas(RobustnessResult result) {
        assertThat(result.evaluation().attack().name()).isEqualTo("Pgd");
        assertThat(result.evaluation().threatModel().perturbation()).hasToString("LINF 0.01");
        assertThat(result.outcomes()).hasSize(60);
    }

    @GradientAscentTest
    void isUnbounded(RobustnessResult result) {
        assertThat(result.evaluation().threatModel().isBounded()).isFalse();
        assertThat(result.judgement().limit()).isNull();
    }

    @GradientAscentTest(epsilon = 0.05)
    void isBoundedAllTheSame(RobustnessResult result) {
        assertThat(result.evaluation().threatModel().isBounded()).isTrue();
    }

    @DistancePenaltyTest(target = 1, penalty = Norm.L1, lambda = 0.1)
    void isPenalised(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters()).containsEntry("penalty", "L1");
        assertThat(result.attackSuccessRate().count()).isPositive();
    }

    @FakeImageTest(target = 2, maxSamples = 8)
    void isFaked(RobustnessResult result) {
        assertThat(result.outcomes()).hasSize(8);
        assertThat(result.attackSuccessRate().count()).isPositive();
    }
}
