package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.Pgd;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/**
 * A test that attacks the model of its class and fails when the attack succeeds too often.
 *
 * <p>The model comes from {@link ModelUnderTest}, the samples from {@link TestSamples}. The method is called after the
 * attack; it may take the {@link RobustnessResult} as its parameter and assert more. Several values of epsilon make several
 * tests.
 *
 * <p>May be used as a meta-annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Testable
public @interface RobustnessTest {

    /** The value of {@link #maxSuccessRate()} that sets no limit. */
    double NO_LIMIT = Double.NaN;

    /** The value of {@link #target()} that names no class. */
    int NO_TARGET = -1;

    /** The attack, one of the library's or one's own, with a constructor that takes no arguments. */
    Class<? extends Attack> attack() default Pgd.class;

    /** How the size of a perturbation is measured. */
    Norm norm() default Norm.LINF;

    /** The largest perturbation, in the data's own units; 8 of 255 levels of pixels in [0, 1] is {@code 8 / 255.0}. */
    double[] epsilon();

    /** What the adversary wants. */
    Goal goal() default Goal.UNTARGETED;

    /** The class wanted when the goal is {@link Goal#TARGETED}, from 0. */
    int target() default NO_TARGET;

    /**
     * The highest attack success rate that is accepted, between 0 and 1. Without it the result is recorded, not judged.
     */
    double maxSuccessRate() default NO_LIMIT;

    /** Which {@link ModelUnderTest}, by name; needed when there are several. */
    String model() default "";

    /** Which {@link TestSamples}, by name; needed when there are several. */
    String samples() default "";
}
