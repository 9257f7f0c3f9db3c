package org.robustness4j.junit;

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
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/**
 * A {@link RobustnessTest} that proves: it attacks with {@link AutoAttack}, and seeks a proof for each sample that
 * withstands it.
 *
 * <pre>{@code
 * @CertifiedTest(epsilon = 0.1, minCertifiedAccuracy = 0.9)
 * void isProvedToBeRobust() {}
 * }</pre>
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(CertifiedTest.List.class)
@RobustnessTest(attack = AutoAttack.class)
public @interface CertifiedTest {

    /** See {@link RobustnessTest#attack()}. */
    Class<? extends Attack> attack() default AutoAttack.class;

    /** See {@link RobustnessTest#epsilon()}. */
    double[] epsilon() default {};

    /** See {@link RobustnessTest#norm()}. */
    Norm norm() default Norm.LINF;

    /** See {@link RobustnessTest#goal()}. */
    Goal goal() default Goal.UNTARGETED;

    /** See {@link RobustnessTest#target()}. */
    int target() default RobustnessTest.NO_TARGET;

    /** See {@link RobustnessTest#minCertifiedAccuracy()}. */
    double minCertifiedAccuracy() default RobustnessTest.NO_LIMIT;

    /**
     * How long a proof is sought for each sample, in seconds: 10 by default, whatever the configuration says. See
     * {@link RobustnessTest#proofSeconds()}.
     */
    double proofSeconds() default 10;

    /** See {@link RobustnessTest#maxSuccessRate()}. */
    double maxSuccessRate() default RobustnessTest.NO_LIMIT;

    /** See {@link RobustnessTest#model()}. */
    String model() default "";

    /** See {@link RobustnessTest#samples()}. */
    String samples() default "";

    /** See {@link RobustnessTest#maxSamples()}. */
    int maxSamples() default RobustnessTest.ALL;

    /** How long the attack may take; see {@link RobustnessTest#timeBudgetSeconds()}. Proofs come on top. */
    double timeBudgetSeconds() default RobustnessTest.NO_TIME_LIMIT;

    /** Several of them on one method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Testable
    @interface List {
        CertifiedTest[] value();
    }
}
