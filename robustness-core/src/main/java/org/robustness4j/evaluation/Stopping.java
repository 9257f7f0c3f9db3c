package org.robustness4j.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * When an evaluation ends before all samples are attacked.
 *
 * @param demand what the verdict is on that has to be certain, null to attack all samples
 */
public record Stopping(@Nullable Demand demand) {

    /** All samples are attacked. */
    public static final Stopping NEVER = new Stopping(null);

    /**
     * No more samples are attacked once the verdict is the same whatever comes of them, as far as the attack keeps to the
     * rules: a {@link Outcome#INVALID} point among them would be found without stopping.
     */
    public static Stopping onceCertain(Demand demand) {
        return new Stopping(demand);
    }

    boolean isEnough(AttackEvaluation soFar) {
        if (demand == null) {
            return false;
        }
        Verdict verdict = Judgement.by(soFar, demand).verdict();
        return verdict == Verdict.PASS || verdict == Verdict.FAIL;
    }
}
