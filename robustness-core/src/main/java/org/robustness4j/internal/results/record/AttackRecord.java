package org.robustness4j.internal.results.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

/**
 * The attack of an evaluation, and all that it takes to repeat it.
 *
 * @param name the attack's name
 * @param kind whether it is an adversary
 * @param parameters its parameters
 * @param norm how distance is limited, null when it is not
 * @param epsilon the largest distance in the data's own units, null when it is not limited
 * @param goal what the adversary wants
 * @param target the class wanted, null when any will do
 * @param minimum the smallest value a feature can take
 * @param maximum the largest value a feature can take
 * @param mutableSha256 the hash of the mask of features that may change, null when all may; not known in files of earlier releases
 * @param seed of all random streams
 * @param blockSize the number of consecutive samples attacked together
 */
public record AttackRecord(
        String name,
        AttackKind kind,
        Map<String, Object> parameters,
        @Nullable Norm norm,
        @Nullable Double epsilon,
        Goal goal,
        @Nullable Integer target,
        float minimum,
        float maximum,
        @Nullable String mutableSha256,
        long seed,
        int blockSize) {

    /** Whether distances are limited; rules for every evaluation judge such attacks alone. */
    public boolean isBounded() {
        return norm != null;
    }
}
