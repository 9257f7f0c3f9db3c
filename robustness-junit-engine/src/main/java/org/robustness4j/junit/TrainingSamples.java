package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Marks the method or field that provides the samples that {@link Harden} trains on: a {@code DataSet}, a
 * {@code DataSetIterator} or {@link org.robustness4j.data.Samples}, of the shape, range and classes of the
 * {@link TestSamples}, and none of those: a sample that is in both is an error.
 *
 * <pre>{@code
 * @TrainingSamples
 * static DataSet training() {
 *     return TinyDigits.samples(300, 1);
 * }
 * }</pre>
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution, and only when a model is
 * hardened.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface TrainingSamples {

    /**
     * The name by which {@link Harden#training()} chooses them; the name of the method or field when it is left out.
     */
    String value() default "";
}
