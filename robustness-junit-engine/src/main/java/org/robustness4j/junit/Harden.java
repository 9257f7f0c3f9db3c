package org.robustness4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Hardens a copy of the model of a test, or of each test of a class, and shows what that buys: off unless the
 * configuration parameter {@code robustness.harden} is {@code onFailure} or {@code always}. The samples come from
 * {@link TrainingSamples}.
 *
 * <pre>{@code
 * @Harden(method = Harden.Method.FAST_ADVERSARIAL_TRAINING, epochs = 10, learningRate = 0.002)
 * @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.10)
 * void isHardenedWhenItFails() {}
 * }</pre>
 *
 * <p>The verdict stays that of the model under test: a test that failed has failed. Its message, its results and its
 * report say what the hardened model would do, attacked by the test's own attack and by others that training did not
 * use, on the test's samples. The hardened model is a zip file in the folder of the results.
 *
 * <p>It needs a test with an epsilon, a DL4J model, and samples that are not among the test's; else the test that asked
 * for it is an error, unless it failed already.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Harden {

    /** The value of {@link #learningRate()} that keeps the model's own. */
    double OWN_LEARNING_RATE = Double.NaN;

    /** The ways to train. */
    enum Method {
        /** {@link org.robustness4j.hardening.AdversarialTraining}: PGD with 7 steps. */
        ADVERSARIAL_TRAINING,
        /** {@link org.robustness4j.hardening.AdversarialTraining#fast}: one step, at a quarter of the cost. */
        FAST_ADVERSARIAL_TRAINING,
        /**
         * {@link org.robustness4j.hardening.CertifiedTraining}: what the model withstands can be proved. In LINF, for
         * networks without batch normalisation and dropout.
         */
        CERTIFIED_TRAINING,
        /** {@link org.robustness4j.hardening.GradientRegularization} with lambda 1 and h 0.1, for data from 0 to 1. */
        GRADIENT_REGULARIZATION
    }

    /** How to train: by {@link Method#ADVERSARIAL_TRAINING} when it is left out. */
    Method method() default Method.ADVERSARIAL_TRAINING;

    /**
     * The method of the test class that makes the {@link org.robustness4j.hardening.HardeningMethod}, for one with
     * other parameters, in place of {@link #method()}. It takes no parameters. None by default.
     */
    String methodFrom() default "";

    /** How often each training sample is seen, 8 times by default; a positive number. */
    int epochs() default 8;

    /** The number of samples in a step, 64 by default; a positive number. */
    int batchSize() default 64;

    /**
     * The highest learning rate, reached after two fifths of the steps, from 0 and back to 0. By default the model's
     * own, which is that of the end of its training, where it has a schedule.
     */
    double learningRate() default OWN_LEARNING_RATE;

    /**
     * Whether training begins with new weights instead of the model's own, as it does by default, see
     * {@link org.robustness4j.hardening.TrainingOptions#fromScratch}.
     */
    boolean fromScratch() default false;

    /** Which {@link TrainingSamples}, by name; needed when there are several. */
    String training() default "";
}
