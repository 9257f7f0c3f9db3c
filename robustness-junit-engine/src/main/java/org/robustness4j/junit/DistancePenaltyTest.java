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
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.DistancePenalty.Reduction;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/** A targeted {@link RobustnessTest} with {@link DistancePenalty}, at any distance unless an epsilon is given. */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(DistancePenaltyTest.List.class)
@RobustnessTest(attackFactory = DistancePenaltyTest.Factory.class, goal = Goal.TARGETED)
public @interface DistancePenaltyTest {

    /** How changes are penalised: {@link Norm#L2}, the default, squared; {@link Norm#L1} by their absolute values. */
    Norm penalty() default Norm.L2;

    /** The weight of the distance against the cross-entropy, 30 by default; not negative. */
    double lambda() default 30;

    /** Whether lambda multiplies the mean over the features, as by default, or the sum. */
    Reduction reduction() default Reduction.MEAN;

    /** The number of steps, 100 by default; a positive number. */
    int steps() default 100;

    /** The factor of the gradient in a step, 0.1 by default; a positive number. */
    double rate() default 0.1;

    /** Whether the first success ends the attack; otherwise, as by default, the closest counts. */
    boolean stoppingEarly() default false;

    /** See {@link RobustnessTest#target()}. */
    int target();

    /** See {@link RobustnessTest#epsilon()}. */
    double[] epsilon() default {};

    /** See {@link RobustnessTest#norm()}. */
    Norm norm() default Norm.LINF;

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
        DistancePenaltyTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<DistancePenaltyTest> {

        @Override
        public Attack create(DistancePenaltyTest annotation) {
            DistancePenalty attack = new DistancePenalty(
                    annotation.penalty(),
                    annotation.lambda(),
                    annotation.reduction(),
                    annotation.steps(),
                    annotation.rate());
            return annotation.stoppingEarly() ? attack.stoppingEarly() : attack;
        }
    }
}
