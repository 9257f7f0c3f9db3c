package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.commons.annotation.Testable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.threat.Norm;

/**
 * A test for every way to fool a model of {@code n} classes, {@code 2 n + 1} tests with one epsilon: a fake image of
 * each class, an untargeted attack, and a targeted attack for each class. The method is called after each of them; it
 * may take the {@link RobustnessResult} as its parameter.
 *
 * <pre>{@code
 * @RobustnessSuite(attack = Bim.class, epsilon = 8 / 255.0, maxSuccessRate = 0.10, maxTargetedSuccessRate = 0.05)
 * void isAttackedInEveryWay() {}
 * }</pre>
 *
 * <p>A value that makes no sense is an error of the suite, as for {@link RobustnessTest}.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Testable
public @interface RobustnessSuite {

    /** The untargeted and targeted attack, {@link Pgd} by default; see {@link RobustnessTest#attack()}. */
    Class<? extends Attack> attack() default Pgd.class;

    /** The method that makes the untargeted and targeted attack; see {@link RobustnessTest#attackFrom()}. */
    String attackFrom() default "";

    /** What fake images are grown with: {@link FakeImage} by default, or an attack that needs no ball. */
    Class<? extends Attack> fakeAttack() default FakeImage.class;

    /**
     * How many fake images of each class are grown, 20 by default; 0 for none. Their success is recorded, not limited.
     */
    int fakeImages() default 20;

    /** The norm in which {@link #epsilon()} measures a perturbation, {@link Norm#LINF} by default. */
    Norm norm() default Norm.LINF;

    /** The largest perturbations, in the data's own units; those of {@link RobustnessDefaults} when there are none. */
    double[] epsilon() default {};

    /**
     * Whether {@link #epsilon()} is the largest perturbation of each step of a sequence by itself, instead of the whole
     * sample; in {@link Norm#LINF} that is the same.
     */
    boolean perStep() default false;

    /** The highest success rate of the untargeted attack that is accepted, from 0 to 1; no limit by default. */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** The highest success rate of each targeted attack that is accepted, from 0 to 1; no limit by default. */
    double maxTargetedSuccessRate() default RobustnessTest.NO_LIMIT;

    /** Which {@link ModelUnderTest}, by name; needed when there are several. */
    String model() default "";

    /** Which {@link TestSamples}, by name; needed when there are several. */
    String samples() default "";

    /** How many samples each attack uses at most, all by default; see {@link RobustnessTest#maxSamples()}. */
    int maxSamples() default RobustnessTest.ALL;

    /**
     * How long each of the attacks may take, in seconds, any time by default; see {@link
     * RobustnessTest#timeBudgetSeconds()}.
     */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;
}
