package org.robustness4j.junit;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.Verdict;

/**
 * What the attack of a test achieved, for assertions of one's own in the test method.
 *
 * <pre>{@code
 * @RobustnessTest(attack = Pgd.class, epsilon = 0.5)
 * void isMovedFar(RobustnessResult result) {
 *     assertThat(result.attackSuccessRate().value()).isGreaterThan(0.5);
 *     assertThat(result.medianDistance(Norm.L2)).isGreaterThan(0.1);
 *     assertThat(result.evaluation().count(Outcome.ALREADY_WRONG)).isZero();
 * }
 * }</pre>
 *
 * @param evaluation everything that was measured
 * @param judgement the verdict on the limit of the test
 */
@API(status = Status.STABLE, since = "0.1")
public record RobustnessResult(AttackEvaluation evaluation, Judgement judgement) {

    /** The share of broken samples among those attacked, from 0 to 1, with its counts and 95 % confidence interval. */
    public Rate attackSuccessRate() {
        return evaluation.attackSuccessRate();
    }

    /** The share of samples that withstood the attack, among all but those of the target class, from 0 to 1. */
    public Rate robustAccuracy() {
        return evaluation.robustAccuracy();
    }

    /** The share of samples that are proved to be robust, among all but those of the target class, from 0 to 1. */
    public Rate certifiedAccuracy() {
        return evaluation.certifiedAccuracy();
    }

    /** The share of samples that the model classifies correctly without attack, among all, from 0 to 1. */
    public Rate cleanAccuracy() {
        return evaluation.cleanAccuracy();
    }

    /** The median distance of the broken samples in a norm, in the data's own units; NaN when none is broken. */
    public double medianDistance(Norm norm) {
        return evaluation.medianDistance(norm);
    }

    /** The verdict on the limit of the test. */
    public Verdict verdict() {
        return judgement.verdict();
    }

    /** One outcome for each sample that was used, in their order in the data set. */
    public List<SampleOutcome> outcomes() {
        return evaluation.outcomes();
    }

    @Override
    public String toString() {
        return judgement.verdict() + ": " + judgement.reason();
    }
}
