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
 * {@link org.robustness4j.data.Samples}. Labels are one-hot, or one column of 0 and 1; features
 * have the shape that the model takes, {@code [n, features]}, {@code [n, channels, height, width]} and so on.
 *
 * <pre>{@code
 * @TestSamples(range = {0, 1}, classNames = {"zero", "one", "two"})
 * static DataSet samples() {
 *     return TinyDigits.samples(60, 2);
 * }
 * }</pre>
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution. What it throws, a value
 * outside the range, NaN, or a label that the model has no class for is an error of every test that uses the samples.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface TestSamples {

    /** The name by which tests choose them; the name of the method or field when it is left out. */
    String value() default "";

    /**
     * The smallest and the largest value that a feature can take, in the units of the samples: {@code {0, 1}}, {@code
     * {0, 255}}. It has to be declared here or with {@link org.robustness4j.model.TestedModel#range}, and is never
     * guessed; to declare two different ones is an error.
     */
    double[] range() default {};

    /**
     * The names of the classes, in their order, one for each class of the model. Reports, messages and pictures call
     * them so. Without them the names that a {@code DataSet} or iterator brings are used if there is one for each
     * class, else their numbers, from 0.
     */
    String[] classNames() default {};

    /**
     * The names of the features, in their order, one for each, of sequences and images one for each channel. Reports
     * call them so where they list what an attack changed in a sample that is no image. Without them the names of the
     * columns of a {@code DataSet} are used if there is one for each feature, else their numbers, from 0.
     */
    String[] featureNames() default {};
}
