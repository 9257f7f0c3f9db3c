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
 * @param evaluation everything that was measured
 * @param judgement the verdict on the limit of the test
 */
@API(status = Status.STABLE, since = "0.1")
public record RobustnessResult(AttackEvaluation evaluation, Judgement judgement) {

    /** Broken among attacked samples. */
    public Rate attackSuccessRate() {
        return evaluation.attackSuccessRate();
    }

    /** Samples that withstood the attack, among all but those of the target class. */
    public Rate robustAccuracy() {
        return evaluation.robustAccuracy();
    }

    /** Samples that the model classifies correctly without attack, among all. */
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

    /** One outcome for each sample, in their order. */
    public List<SampleOutcome> outcomes() {
        return evaluation.outcomes();
    }

    @Override
    public String toString() {
        return judgement.verdict() + ": " + judgement.reason();
    }
}
