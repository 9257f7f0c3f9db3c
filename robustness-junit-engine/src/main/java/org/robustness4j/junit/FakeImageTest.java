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
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.LinearProbability;
import org.robustness4j.attack.loss.Loss;
import org.robustness4j.threat.Goal;

/** A {@link RobustnessTest} with {@link FakeImage}: noise is turned into what the model takes for a class. */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(FakeImageTest.List.class)
@RobustnessTest(attackFactory = FakeImageTest.Factory.class, goal = Goal.FAKE)
public @interface FakeImageTest {

    /** The loss of the target class: {@link CrossEntropy}, the default, or {@link LinearProbability}. */
    Class<? extends Loss> loss() default CrossEntropy.class;

    /** The number of steps, 10 by default; a positive number. */
    int steps() default 10;

    /** The factor of the gradient in a step, 0.5 by default; a positive number. */
    double rate() default 0.5;

    /** Whether the first success ends the attack; otherwise, as by default, the surest image counts. */
    boolean stoppingEarly() default false;

    /** See {@link RobustnessTest#target()}. */
    int target();

    /** See {@link RobustnessTest#maxSuccessRate()}. */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** See {@link RobustnessTest#model()}. */
    String model() default "";

    /** See {@link RobustnessTest#samples()}. */
    String samples() default "";

    /** The number of images grown, 20 when it is left out. */
    int maxSamples() default RobustnessTest.ALL;

    /** See {@link RobustnessTest#timeBudgetSeconds()}. */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;

    /** Several of them on one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Testable
    @interface List {
        FakeImageTest[] value();
    }

    /** Makes the attack. */
    final class Factory implements AttackFactory<FakeImageTest> {

        @Override
        public Attack create(FakeImageTest annotation) {
            Loss loss = ReflectionSupport.newInstance(annotation.loss());
            FakeImage attack = new FakeImage(loss, annotation.steps(), annotation.rate());
            return annotation.stoppingEarly() ? attack.stoppingEarly() : attack;
        }
    }
}
