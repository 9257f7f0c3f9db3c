package org.robustness4j.assessment;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.verdict.Judgement;

/**
 * The result of an attack, the verdict on it, and the findings of the checks.
 *
 * @param evaluation what broke: by the attack, and by the searches of the checks
 * @param judgement the verdict, doubts included
 * @param findings of the checks
 * @param fromCache whether an earlier build ran the attack
 * @param survivesEightBit broken samples that stay broken in eight bits, null when that was not asked
 * @param logitsSha256 the hash of the model's logits for the first samples
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Assessment(
        AttackEvaluation evaluation,
        Judgement judgement,
        List<Finding> findings,
        boolean fromCache,
        @Nullable Rate survivesEightBit,
        String logitsSha256) {

    /** Copies the findings. */
    public Assessment {
        findings = List.copyOf(findings);
    }
}
