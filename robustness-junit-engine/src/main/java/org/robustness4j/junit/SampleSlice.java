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
 * {@code IntPredicate} over the indices of samples in the data set, or an {@code int[]} of them, from 0. The attack's success
 * rate on it is recorded, and limited by {@link RobustnessTest#maxSliceSuccessRate()}.
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface SampleSlice {

    /** The name of the slice; the name of the method or field when empty. */
    String value() default "";
}
