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
 * What the robustness tests of a class, and of its subclasses, have in common. It fills in what a test leaves open:
 * each attribute by itself, but norm and epsilon together, because an epsilon means nothing without its norm.
 *
 * <pre>{@code
 * @RobustnessDefaults(epsilon = {2 / 255.0, 8 / 255.0}, maxSuccessRate = 0.10, maxSamples = 100)
 * static class WithDefaults {
 *
 *     @RobustnessTest(attack = Bim.class)
 *     void resistsBim() {}
 *
 *     @RobustnessTest(attack = Bim.class, epsilon = 0.5)
 *     void isBrokenByLargeSteps() {}
 * }
 * }</pre>
 *
 * <p>A nearer class goes before those around it. Values are checked, and errors told, as those of the tests that take
 * them.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface RobustnessDefaults {

    /** The norm of {@link #epsilon()}, {@link Norm#LINF} by default, for tests without an epsilon of their own. */
    Norm norm() default Norm.LINF;

    /**
     * The largest perturbations, in the data's own units, none by default, of tests without an epsilon of their own,
     * whose attack needs one.
     */
    double[] epsilon() default {};

    /**
     * Whether {@link #epsilon()} is the largest perturbation of each step of a sequence by itself, instead of the whole
     * sample; in {@link Norm#LINF} that is the same.
     */
    boolean perStep() default false;

    /**
     * The highest attack success rate, from 0 to 1, no limit by default, of tests without a limit of their own, whose
     * attack searches a ball.
     */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** The highest success rate on any class, for tests as above; see {@link RobustnessTest#maxClassSuccessRate()}. */
    double maxClassSuccessRate() default RobustnessTest.NO_LIMIT;

    /** The highest success rate on any slice, for tests as above; see {@link RobustnessTest#maxSliceSuccessRate()}. */
    double maxSliceSuccessRate() default RobustnessTest.NO_LIMIT;

    /** How success rates are held to limits, for tests that do not say; see {@link RobustnessTest#policy()}. */
    VerdictPolicy[] policy() default {};

    /** Which {@link ModelUnderTest}, by name, for tests that name none. */
    String model() default "";

    /** Which {@link TestSamples}, by name, for tests that name none. */
    String samples() default "";

    /**
     * How many samples are used at most, all by default; see {@link RobustnessTest#maxSamples()}. Not the number of
     * fake images.
     */
    int maxSamples() default RobustnessTest.ALL;

    /**
     * How long each attack may take, in seconds, any time by default; see {@link RobustnessTest#timeBudgetSeconds()}.
     */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;
}
