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
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/** A {@link RobustnessTest} with {@link NormalizedGradientAscent}, at any distance unless an epsilon is given. */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(GradientAscentTest.List.class)
@RobustnessTest(attackFactory = GradientAscentTest.Factory.class)
public @interface GradientAscentTest {

    /** The number of steps, 20 by default; a positive number. */
    int steps() default 20;

    /**
     * How far the feature with the largest gradient moves in a step, as a share of the range's width, 0.05 by default.
     */
    double rate() default 0.05;

    /** See {@link RobustnessTest#epsilon()}. */
    double[] epsilon() default {};

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
        GradientAscentTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<GradientAscentTest> {

        @Override
        public Attack create(GradientAscentTest annotation) {
            return new NormalizedGradientAscent(annotation.steps(), annotation.rate());
        }
    }
}
