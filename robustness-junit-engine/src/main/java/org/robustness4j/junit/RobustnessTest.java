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
 * <pre>{@code
 * // passes while at most 10 of 100 samples are broken by changes of 8 of 255 levels
 * @RobustnessTest(attack = Pgd.class, epsilon = 8 / 255.0, maxSuccessRate = 0.10)
 * void resistsPgd() {}
 *
 * // fails: nothing is left of a digit after changes of half its range
 * @RobustnessTest(attack = Pgd.class, epsilon = 0.5, maxSuccessRate = 0.10)
 * void isBrokenByLargeSteps() {}
 * }</pre>
 *
 * <p>The model comes from {@link ModelUnderTest}, the samples from {@link TestSamples}. The method is called after the
 * attack; it may take the {@link RobustnessResult} as its parameter and assert more. Several values of epsilon make
 * several tests, and so do several annotations on one method.
 *
 * <p>May be used as a meta-annotation: an attribute that the composed annotation declares with the name and type of one
 * here takes its place, default and all, and {@link #attackFactory} makes an attack from the others. What a test leaves
 * open, {@link RobustnessDefaults} of its class may fill in.
 *
 * <p>A value that makes no sense is a warning when tests are discovered, and an {@link IllegalArgumentException} of the
 * test that says what is allowed. A limit that is missed is an {@code AssertionFailedError}; an evaluation that allows
 * no judgement, because the attack was too weak or the model hides its gradients, ends in an error too.
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

    /** The value of {@link #proofSeconds()} that leaves it to the configuration. */
    double NO_PROOF_TIME = 0;

    /** The value of {@link #timeBudgetSeconds()} that sets no limit. */
    double NO_TIME_LIMIT = Double.POSITIVE_INFINITY;

    /**
     * The attack, one of the library's or one's own, with its default parameters: {@link Pgd} when it is left out. The
     * class is not abstract and has a constructor that takes no arguments; for others there is {@link #attackFrom()}.
     */
    Class<? extends Attack> attack() default Pgd.class;

    /**
     * The method that makes the attack, for attacks with parameters: the name of one in the test class, or {@code
     * com.example.Attacks#strong}, which is static. It takes no parameters and returns an {@link Attack}. None by
     * default; it is an error to give {@link #attack()} besides.
     *
     * <pre>{@code
     * @RobustnessTest(attackFrom = "patientPgd", epsilon = 8 / 255.0, maxSuccessRate = 0.10)
     * void resistsPatientPgd() {}
     *
     * static Attack patientPgd() {
     *     return new Pgd(200, StepSize.ofEpsilon(0.05), 20);
     * }
     * }</pre>
     */
    String attackFrom() default "";

    /** Makes the attack from the attributes of a composed annotation, see {@link AttackFactory}; none by default. */
    Class<? extends AttackFactory<? extends Annotation>> attackFactory() default NoFactory.class;

    /**
     * The norm in which {@link #epsilon()} measures a perturbation: {@link Norm#LINF}, the largest change of any
     * feature, by default.
     */
    Norm norm() default Norm.LINF;

    /**
     * The largest perturbation, in the data's own units; 8 of 255 levels of pixels in [0, 1] is {@code 8 / 255.0}.
     * Several values make a test each. Attacks that search a ball need at least one, here or in {@link
     * RobustnessDefaults}; others, such as fake images, are unbounded without it. An epsilon that is not positive and
     * finite is an error: {@code 8 / 255} is 0 in Java.
     */
    double[] epsilon() default {};

    /**
     * Whether {@link #epsilon()} is the largest perturbation of each step of a sequence by itself, instead of the whole
     * sample; in {@link Norm#LINF} that is the same.
     */
    boolean perStep() default false;

    /** What the adversary wants: any wrong class ({@link Goal#UNTARGETED}) by default. */
    Goal goal() default Goal.UNTARGETED;

    /**
     * The class wanted, counted from 0: needed for the goals {@link Goal#TARGETED} and {@link Goal#FAKE}, an error with
     * others.
     */
    int target() default NO_TARGET;

    /**
     * The highest attack success rate that is accepted: broken among attacked samples, from 0 to 1 (0.05 is 5 %; 5 is
     * an error). Without it the result is recorded, not judged.
     */
    double maxSuccessRate() default NO_LIMIT;

    /**
     * The highest attack success rate that is accepted of any class, from 0 to 1, so that a weak class is not hidden by
     * the others; none by default. It is an error for {@link Goal#FAKE}, whose images are of no class.
     */
    double maxClassSuccessRate() default NO_LIMIT;

    /**
     * The highest attack success rate that is accepted of any {@link SampleSlice}, from 0 to 1; none by default. It is
     * an error for a slice without any attacked sample, for a class without slices, and for {@link Goal#FAKE}.
     */
    double maxSliceSuccessRate() default NO_LIMIT;

    /**
     * The lowest certified accuracy that is accepted: the share of all samples, from 0 to 1, of which it is proved that no
     * point of the ball is what the adversary wants. None by default. With it proofs are sought for the samples that
     * withstand the attack; too few proofs fail the test where enough samples are broken, and are inconclusive otherwise.
     */
    double minCertifiedAccuracy() default NO_LIMIT;

    /**
     * How long a proof is sought for each sample that withstands the attack, in seconds; a positive number. Without it
     * proofs are sought where {@link #minCertifiedAccuracy()} or the configuration parameter {@link Constants#CERTIFY}
     * asks for them, for as long as {@link Constants#PROOF_SECONDS} says.
     */
    double proofSeconds() default NO_PROOF_TIME;

    /** Which {@link SampleSlice}s are recorded and limited, by name; all of the class when none is given. */
    String[] slices() default {};

    /**
     * How success rates are held to limits: by exact counts, or by their 95 % confidence intervals. Give one value at
     * most; without it the configuration parameter {@link Constants#POLICY} decides, which is {@code point} by default.
     */
    VerdictPolicy[] policy() default {};

    /**
     * Which {@link ModelUnderTest}, by name; needed when there are several, an error when there is none of the name.
     */
    String model() default "";

    /** Which {@link TestSamples}, by name; needed when there are several, an error when there are none of the name. */
    String samples() default "";

    /**
     * How many samples are used at most, all by default: a random choice, by the seed ({@link Constants#SEED}), with as
     * many of each class as possible. For the goal {@link Goal#FAKE} the number of images grown, 20 when it is not
     * given. A negative number is an error.
     */
    int maxSamples() default ALL;

    /**
     * How long the attack may take, in seconds; any time by default. Samples it is not done with then are undecided, so
     * that the test is inconclusive unless the limit is exceeded already, or would be met even if they were all broken.
     */
    double timeBudgetSeconds() default NO_TIME_LIMIT;

    /**
     * How often the attack may run the model on each sample, forward or for a gradient: what the adversary can afford;
     * any number by default. Samples that withstand it that far are robust; the checks ask whether so few queries could
     * have found anything.
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
