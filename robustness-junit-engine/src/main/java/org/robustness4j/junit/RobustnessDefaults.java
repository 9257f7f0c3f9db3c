package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * What the robustness tests of a class, and of its subclasses, have in common. It fills in what a test leaves open: each
 * attribute by itself, but norm and epsilon together, because an epsilon means nothing without its norm.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface RobustnessDefaults {

    /** How the size of a perturbation is measured, for tests without an epsilon of their own. */
    Norm norm() default Norm.LINF;

    /** The largest perturbations of tests without an epsilon of their own, whose attack needs one. */
    double[] epsilon() default {};

    /** The highest attack success rate of tests without a limit of their own, whose attack searches a ball. */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** The highest success rate on any class, for tests as above; see {@link RobustnessTest#maxClassSuccessRate()}. */
    double maxClassSuccessRate() default RobustnessTest.NO_LIMIT;

    /** The highest success rate on any slice, for tests as above; see {@link RobustnessTest#maxSliceSuccessRate()}. */
    double maxSliceSuccessRate() default RobustnessTest.NO_LIMIT;

    /** How success rates are held to limits, for tests that do not say; see {@link RobustnessTest#policy()}. */
    VerdictPolicy[] policy() default {};

    /** Which {@link ModelUnderTest}, by name. */
    String model() default "";

    /** Which {@link TestSamples}, by name. */
    String samples() default "";

    /** How many samples are used at most; see {@link RobustnessTest#maxSamples()}. Not the number of fake images. */
    int maxSamples() default RobustnessTest.ALL;

    /** How long each attack may take; see {@link RobustnessTest#timeBudgetSeconds()}. */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;
}
