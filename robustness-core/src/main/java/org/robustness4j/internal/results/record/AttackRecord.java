package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/**
 * The attack of an evaluation, and all that it takes to repeat it.
 *
 * @param name the attack's name
 * @param kind whether it is an adversary
 * @param parameters its parameters
 * @param threat what it might do
 * @param seed of all random streams
 * @param blockSize the number of consecutive samples attacked together
 */
public record AttackRecord(
        String name,
        AttackKind kind,
        Map<String, Object> parameters,
        @JsonUnwrapped ThreatRecord threat,
        long seed,
        int blockSize) {

    static AttackRecord of(AttackEvaluation evaluation) {
        return new AttackRecord(
                evaluation.attack().name(),
                evaluation.attack().kind(),
                evaluation.attack().parameters(),
                ThreatRecord.of(evaluation.threatModel()),
                evaluation.attack().seed(),
                evaluation.attack().blockSize());
    }

    /** Whether distances are limited; rules for every evaluation judge such attacks alone. */
    public boolean isBounded() {
        return threat.norm() != null;
    }

    /** How distance is limited, null when it is not. */
    public @Nullable Norm norm() {
        return threat.norm();
    }

    /** The largest distance in the data's own units, null when it is not limited. */
    public @Nullable Double epsilon() {
        return threat.epsilon();
    }

    /** What the adversary wants. */
    public Goal goal() {
        return threat.goal();
    }

    /** The class wanted, null when any will do. */
    public @Nullable Integer target() {
        return threat.target();
    }
}
