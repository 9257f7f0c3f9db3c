package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Marks the method or field that provides the labelled samples: a {@code DataSet}, a {@code DataSetIterator} or
 * {@link org.robustness4j.data.Samples}. Labels are one-hot, or one column of 0 and 1.
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface TestSamples {

    /** The name by which tests choose them; the name of the method or field when empty. */
    String value() default "";

    /**
     * The smallest and the largest value that a feature can take, in the units of the samples. It has to be declared here or
     * with {@link org.robustness4j.model.TestedModel#range}; it is never guessed.
     */
    double[] range() default {};

    /** The names of the classes, in their order, for pictures and reports; the classes have numbers when empty. */
    String[] classNames() default {};
}
