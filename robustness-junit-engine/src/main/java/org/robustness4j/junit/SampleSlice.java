package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Marks the method or field that provides a named part of the test samples, such as the pictures taken at night: an
 * {@code IntPredicate} over the indices of samples in the data set, or an {@code int[]} of them, from 0. The attack's
 * success rate on it is recorded, and limited by {@link RobustnessTest#maxSliceSuccessRate()}.
 *
 * <pre>{@code
 * @SampleSlice("night")
 * static IntPredicate takenAtNight() {
 *     return index -> index >= 40;
 * }
 *
 * @RobustnessTest(attack = Pgd.class, epsilon = 8 / 255.0, maxSliceSuccessRate = 0.20, slices = "night")
 * void resistsPgdAtNight() {}
 * }</pre>
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution. An index that no sample
 * has is an error.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface SampleSlice {

    /** The name of the slice; the name of the method or field when it is left out. */
    String value() default "";
}
