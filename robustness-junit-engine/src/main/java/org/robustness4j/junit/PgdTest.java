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
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/**
 * A {@link RobustnessTest} with {@link Pgd}, the attack to begin with.
 *
 * <pre>{@code
 * @PgdTest(steps = 100, restarts = 10, epsilon = 8 / 255.0, goal = Goal.TARGETED, target = 2, maxSuccessRate = 0.02)
 * void isNotTurnedIntoTwos() {}
 * }</pre>
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(PgdTest.List.class)
@RobustnessTest(attackFactory = PgdTest.Factory.class)
public @interface PgdTest {

    /** The number of steps from each start, 40 by default; a positive number. */
    int steps() default 40;

    /** The size of a step as a share of epsilon, a quarter by default; a positive number. */
    double stepShare() default 0.25;

    /** The number of random points to start from, 5 by default; a positive number. */
    int restarts() default 5;

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
        PgdTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<PgdTest> {

        @Override
        public Attack create(PgdTest annotation) {
            return new Pgd(annotation.steps(), StepSize.ofEpsilon(annotation.stepShare()), annotation.restarts());
        }
    }
}
