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
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/** A {@link RobustnessTest} with {@link UniformNoise}: corruption, not an adversary. */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(NoiseTest.List.class)
@RobustnessTest(attackFactory = NoiseTest.Factory.class)
public @interface NoiseTest {

    /** The number of random points tried on each sample, 100 by default; a positive number. */
    int draws() default 100;

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
        NoiseTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<NoiseTest> {

        @Override
        public Attack create(NoiseTest annotation) {
            return new UniformNoise(annotation.draws());
        }
    }
}
