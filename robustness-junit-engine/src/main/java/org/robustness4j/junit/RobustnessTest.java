package org.robustness4j.junit;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.commons.annotation.Testable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * A test that attacks the model of its class and fails when the attack succeeds too often.
 *
 * <p>The model comes from {@link ModelUnderTest}, the samples from {@link TestSamples}. The method is called after the
 * attack; it may take the {@link RobustnessResult} as its parameter and assert more. Several values of epsilon make several
 * tests, and so do several annotations on one method.
 *
 * <p>May be used as a meta-annotation: an attribute that the composed annotation declares with the name and type of one here
 * takes its place, default and all, and {@link #attackFactory} makes an attack from the others. What a test leaves open, {@link RobustnessDefaults} of
 * its class may fill in.
 */
@API(status = Status.STABLE, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(RobustnessTest.List.class)
@Testable
public @interface RobustnessTest {

    /** The value of {@link #maxSuccessRate()} that sets no limit. */
    double NO_LIMIT = Double.NaN;

    /** The value of {@link #target()} that names no class. */
    int NO_TARGET = -1;

    /** The value of {@link #maxSamples()} that leaves none out. */
    int ALL = 0;

    /** The value of {@link #queryBudget()} that sets no limit. */
    long NO_QUERY_LIMIT = 0;

    /** The value of {@link #timeBudgetSeconds()} that sets no limit. */
    double NO_TIME_LIMIT = Double.POSITIVE_INFINITY;

    /** The attack, one of the library's or one's own, with a constructor that takes no arguments. */
    Class<? extends Attack> attack() default Pgd.class;

    /**
     * The method that makes the attack, for attacks with parameters: the name of one in the test class, or
     * {@code com.example.Attacks#strong}. It takes no parameters and returns an {@link Attack}.
     */
    String attackFrom() default "";

    /** Makes the attack from the attributes of a composed annotation. */
    Class<? extends AttackFactory<? extends Annotation>> attackFactory() default NoFactory.class;

    /** How the size of a perturbation is measured. */
    Norm norm() default Norm.LINF;

    /**
     * The largest perturbation, in the data's own units; 8 of 255 levels of pixels in [0, 1] is {@code 8 / 255.0}. Attacks
     * that search a ball need it; others, such as fake images, are unbounded without it.
     */
    double[] epsilon() default {};

    /** What the adversary wants. */
    Goal goal() default Goal.UNTARGETED;

    /** The class wanted when the goal is {@link Goal#TARGETED} or {@link Goal#FAKE}, from 0. */
    int target() default NO_TARGET;

    /**
     * The highest attack success rate that is accepted, between 0 and 1. Without it the result is recorded, not judged.
     */
    double maxSuccessRate() default NO_LIMIT;

    /**
     * The highest attack success rate that is accepted of any class, between 0 and 1, so that a weak class is not hidden by
     * the others; see {@link #maxSuccessRate()}.
     */
    double maxClassSuccessRate() default NO_LIMIT;

    /** The highest attack success rate that is accepted of any {@link SampleSlice}, between 0 and 1. */
    double maxSliceSuccessRate() default NO_LIMIT;

    /** Which {@link SampleSlice}s are recorded and limited, by name; all of the class when there are none. */
    String[] slices() default {};

    /**
     * How success rates are held to limits: by exact counts, or by their 95 % confidence intervals. Without it as the
     * configuration parameter {@code robustness.policy} says.
     */
    VerdictPolicy[] policy() default {};

    /** Which {@link ModelUnderTest}, by name; needed when there are several. */
    String model() default "";

    /** Which {@link TestSamples}, by name; needed when there are several. */
    String samples() default "";

    /**
     * How many samples are used at most: a random choice, by the seed, with as many of each class as possible. For the goal
     * {@link Goal#FAKE} the number of images grown, 20 when it is not given.
     */
    int maxSamples() default ALL;

    /**
     * How long the attack may take. Samples it is not done with then are undecided, so that the test is inconclusive unless
     * the limit is exceeded already, or would be met even if they were all broken.
     */
    double timeBudgetSeconds() default NO_TIME_LIMIT;

    /**
     * How often the attack may run the model on each sample: what the adversary can afford. Samples that withstand it that far
     * are robust; the checks ask whether so few queries could have found anything.
     */
    long queryBudget() default NO_QUERY_LIMIT;

    /** Several tests of one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Testable
    @interface List {
        RobustnessTest[] value();
    }

    /** Makes nothing: {@link #attack()} or {@link #attackFrom()} names the attack. */
    final class NoFactory implements AttackFactory<RobustnessTest> {

        @Override
        public Attack create(RobustnessTest annotation) {
            throw new IllegalStateException("This factory stands for none");
        }
    }
}
