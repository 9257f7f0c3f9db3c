package org.robustness4j.evaluation.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Candidate;
import org.robustness4j.data.InputShape;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * The outcome of one sample, by the rules and by the user's own model, never by what the attack says. The nearest
 * adversarial point of an attack that seeks it may lie outside the ball: then the sample is robust inside.
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record Verification(
        float[] clean, InputShape shape, int label, int cleanPrediction, ThreatModel threatModel, boolean minimal) {

    /** Why a sample is undecided that the attack saw broken. */
    static final String CLAIMED = "the attack saw a success that the model's own output does not confirm";

    /**
     * Checks a candidate.
     *
     * @param prediction the class that the user's own model predicts for its point
     */
    SampleOutcome of(Candidate candidate, int prediction) {
        String defect = defect(candidate);
        boolean reached = defect == null && threatModel.isReached(label, prediction);
        boolean broken = reached && threatModel.around(clean, shape).contains(candidate.point());
        String doubt = broken ? null : reached ? tooEarly(candidate) : doubt(candidate);
        Outcome outcome = defect != null
                ? Outcome.INVALID
                : broken ? Outcome.BROKEN : doubt != null ? Outcome.INCONCLUSIVE : Outcome.ROBUST;
        return new SampleOutcome(
                candidate.index(),
                label,
                cleanPrediction,
                outcome,
                prediction,
                Norm.LINF.distance(clean, candidate.point()),
                Norm.L2.distance(clean, candidate.point()),
                Norm.L1.distance(clean, candidate.point()),
                Norm.L0.distance(clean, candidate.point()),
                defect != null ? defect : doubt);
    }

    private @Nullable String defect(Candidate candidate) {
        if (candidate.defect() != null) {
            return candidate.defect();
        }
        ThreatModel rules = minimal ? threatModel.unbounded() : threatModel;
        return rules.around(clean, shape).contains(candidate.point()) ? null : "it lies outside the ball or the range";
    }

    /** Why a sample that was not broken cannot be called robust either, if so. */
    private static @Nullable String doubt(Candidate candidate) {
        if (candidate.claimed()) {
            return CLAIMED;
        }
        String tooEarly = tooEarly(candidate);
        if (tooEarly != null) {
            return tooEarly;
        }
        if (candidate.gaveUp() != null) {
            return "the attack gave up before it began: " + candidate.gaveUp();
        }
        return candidate.blind() ? "the attack was blind: every gradient it was given was zero" : null;
    }

    /** A success outside the ball might have come nearer. */
    private static @Nullable String tooEarly(Candidate candidate) {
        return candidate.cutShort() ? "the time budget was used up before the attack was done with it" : null;
    }
}
