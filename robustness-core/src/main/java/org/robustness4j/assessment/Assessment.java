package org.robustness4j.assessment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.verdict.Judgement;

/**
 * What an attack found, what that is worth, and what to think of it.
 *
 * @param evaluation what broke: by the attack, and by the searches of the checks
 * @param judgement the verdict, doubts included
 * @param findings of the checks
 * @param fromCache whether an earlier build ran the attack
 * @param survivesEightBit broken samples that stay broken in eight bits, null when that was not asked
 * @param logitsSha256 the hash of the model's logits for the first samples
 */
public record Assessment(
        AttackEvaluation evaluation,
        Judgement judgement,
        List<Finding> findings,
        boolean fromCache,
        @Nullable Rate survivesEightBit,
        String logitsSha256) {

    public Assessment {
        findings = List.copyOf(findings);
    }
}
