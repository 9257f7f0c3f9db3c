package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.commons.annotation.Testable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/** A {@link RobustnessTest} with {@link Fgsm}: a first look, too weak for a verdict. */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(FgsmTest.List.class)
@RobustnessTest(attackFactory = FgsmTest.Factory.class)
public @interface FgsmTest {

    /** See {@link RobustnessTest#epsilon()}. */
    double[] epsilon() default {};

    /** See {@link RobustnessTest#perStep()}. */
    boolean perStep() default false;

    /** See {@link RobustnessTest#norm()}. */
    Norm norm() default Norm.LINF;

    /** See {@link RobustnessTest#goal()}. */
    Goal goal() default Goal.UNTARGETED;

    /** See {@link RobustnessTest#target()}. */
    int target() default RobustnessTest.NO_TARGET;

    /** See {@link RobustnessTest#maxSuccessRate()}. */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** See {@link RobustnessTest#model()}. */
    String model() default "";

    /** See {@link RobustnessTest#samples()}. */
    String samples() default "";

    /** See {@link RobustnessTest#maxSamples()}. */
    int maxSamples() default RobustnessTest.ALL;

    /** See {@link RobustnessTest#timeBudgetSeconds()}. */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;

    /** Several of them on one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Testable
    @interface List {
        FgsmTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<FgsmTest> {

        @Override
        public Attack create(FgsmTest annotation) {
            return new Fgsm();
        }
    }
}
