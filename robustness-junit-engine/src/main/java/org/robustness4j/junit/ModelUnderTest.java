package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Marks the method or field that provides the model: a {@code MultiLayerNetwork}, a {@code ComputationGraph}, a
 * {@code SameDiff} graph, the {@code Path} or {@code File} of a DL4J zip file or of an {@code .h5} of Keras, a
 * {@link org.robustness4j.model.Classifier}, or a {@link org.robustness4j.model.TestedModel}.
 *
 * <pre>{@code
 * @ModelUnderTest("digits")
 * static MultiLayerNetwork model() {
 *     return TinyDigits.network();
 * }
 * }</pre>
 *
 * <p>or, for a model in a file,
 *
 * <pre>{@code
 * @ModelUnderTest
 * static Path model = Path.of("models/mnist-cnn.zip");
 * }</pre>
 *
 * <p>A method takes no parameters. Static or not, it is called once per class and execution, and what it returns is
 * shared by the tests of the class; if it is {@link AutoCloseable} it is closed after the last of them. The model is
 * never changed. What it throws, or a value of another type, is an error of every test that uses the model.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD})
public @interface ModelUnderTest {

    /**
     * The name by which tests choose it and results show it; the name of the file, method or field when it is left out.
     */
    String value() default "";

    /**
     * Whether the file that is provided comes from somebody who may run code here. DL4J then reads it as it is, with
     * serialised preprocessors and normalisers of one's own; else, as by default, these are refused. It is an error
     * where no file is provided.
     */
    boolean trusted() default false;

    /**
     * The output of a {@code ComputationGraph} that is attacked, where it has several; without it the only one that
     * gives classes.
     *
     * @see org.robustness4j.model.TestedModel#output
     */
    String output() default "";

    /**
     * The label that is attacked, from 0, where the model gives several independent ones, such as one sigmoid for each.
     * The classes are then 0, without it, and 1, with it. Without it the model has to keep all labels of a sample.
     *
     * @see org.robustness4j.model.TestedModel#label
     */
    int label() default ALL_LABELS;

    /**
     * Whether the last step of a sequence is attacked alone, where the model gives classes for each. Without it the
     * model has to keep the classes of all steps.
     *
     * @see org.robustness4j.model.TestedModel#lastStep
     */
    boolean lastStep() default false;

    /** All labels of a model that gives several. */
    int ALL_LABELS = -1;
}
