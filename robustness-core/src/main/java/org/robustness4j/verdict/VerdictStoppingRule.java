package org.robustness4j.verdict;

import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.StoppingRule;

/**
 * Stops an evaluation once the verdict is the same whatever comes of the samples that are left, as far as the attack
 * keeps to the rules: an {@link org.robustness4j.evaluation.Outcome#INVALID} point among them would be found without
 * stopping.
 *
 * @param limits what the verdict is on
 */
record VerdictStoppingRule(SuccessRateLimits limits) implements StoppingRule {

    @Override
    public boolean isEnough(AttackEvaluation soFar) {
        Verdict verdict = Judgement.by(soFar, limits).verdict();
        return verdict == Verdict.PASS || verdict == Verdict.FAIL;
    }
}
