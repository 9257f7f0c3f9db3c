package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * The threat model of an evaluation, as it is stored.
 *
 * @param norm how distance is limited, null when it is not
 * @param epsilon the largest distance in the data's own units, null when it is not limited
 * @param perStep true if the distance is that of each step of a sequence, null if it is that of the whole sample
 * @param goal what the adversary wants
 * @param target the class wanted, null when any will do
 * @param minimum the smallest value a feature can take
 * @param maximum the largest value a feature can take
 * @param mutableSha256 the hash of the mask of features that may change, null when all may; not known in files of
 *     earlier releases
 * @param substitutesSha256 the hash of which indices may take the place of which, null when all may and for values that
 *     are none
 */
public record ThreatRecord(
        @Nullable Norm norm,
        @Nullable Double epsilon,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean perStep,
        Goal goal,
        @Nullable Integer target,
        float minimum,
        float maximum,
        @Nullable String mutableSha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String substitutesSha256) {

    static ThreatRecord of(ThreatModel threat) {
        Ball ball = threat.perturbation() instanceof Ball bounded ? bounded : null;
        return new ThreatRecord(
                ball == null ? null : ball.norm(),
                ball == null ? null : ball.epsilon(),
                (ball == null || !ball.perStep()) ? null : Boolean.TRUE,
                threat.goal(),
                threat.target() == ThreatModel.NO_TARGET ? null : threat.target(),
                threat.domain().minimum(),
                threat.domain().maximum(),
                threat.domain().maskSha256().orElse(null),
                threat.domain().substitutesSha256().orElse(null));
    }

    /** The bound on the perturbation. */
    public Perturbation perturbation() {
        return norm == null || epsilon == null
                ? new Perturbation.Unbounded()
                : new Ball(norm, epsilon, Boolean.TRUE.equals(perStep));
    }
}
