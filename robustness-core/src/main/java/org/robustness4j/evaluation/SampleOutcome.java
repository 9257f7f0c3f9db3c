package org.robustness4j.evaluation;

import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.threat.Norm;

/**
 * The outcome of an attack on one sample, with the distance of the best point that was found.
 *
 * @param index of the sample in its data set
 * @param label its true class, {@link org.robustness4j.data.Samples#UNLABELLED} for a fake image
 * @param cleanPrediction the class the user's own model predicts for it
 * @param outcome what became of it
 * @param prediction the class the user's own model predicts for the attack's best point; the clean one when there is
 *     none
 * @param linf the distance of that point in LINF, in the data's own units; 0 when there is none
 * @param l2 the same in L2
 * @param l1 the same in L1
 * @param l0 the same in L0, the number of changed features
 * @param note what is wrong with an {@link Outcome#INVALID} point, why a sample is {@link Outcome#INCONCLUSIVE}, which
 *     check, and not the attack itself, broke a {@link Outcome#BROKEN} one, why nothing was proved of a {@link
 *     Outcome#ROBUST} one, or what the proof of a {@link Outcome#CERTIFIED} one does not say; null otherwise
 */
@API(status = Status.STABLE, since = "0.1")
public record SampleOutcome(
        int index,
        int label,
        int cleanPrediction,
        Outcome outcome,
        int prediction,
        double linf,
        double l2,
        double l1,
        double l0,
        @Nullable String note)
        implements Serializable {

    /** A sample that there is nothing to attack of: the model is wrong on it, or its label is the target. */
    @API(status = Status.INTERNAL, since = "0.1")
    public static SampleOutcome notAttacked(int index, int label, int cleanPrediction) {
        Outcome outcome = cleanPrediction == label ? Outcome.EXCLUDED : Outcome.ALREADY_WRONG;
        return new SampleOutcome(index, label, cleanPrediction, outcome, cleanPrediction, 0, 0, 0, 0, null);
    }

    /** A sample that could be attacked, but that the verdict did not depend on. */
    @API(status = Status.INTERNAL, since = "0.1")
    public static SampleOutcome notNeeded(int index, int label, int cleanPrediction) {
        return new SampleOutcome(index, label, cleanPrediction, Outcome.NOT_NEEDED, cleanPrediction, 0, 0, 0, 0, null);
    }

    /** The same sample, about which something was proved, or why nothing was. */
    @API(status = Status.INTERNAL, since = "0.1")
    public SampleOutcome proved(Outcome newOutcome, @Nullable String newNote) {
        return new SampleOutcome(index, label, cleanPrediction, newOutcome, prediction, linf, l2, l1, l0, newNote);
    }

    /** The same broken sample, of another attack that did not break it. */
    SampleOutcome foundBy(String check) {
        return new SampleOutcome(index, label, cleanPrediction, outcome, prediction, linf, l2, l1, l0, check);
    }

    /** Whether a search of the checks broke it, and not the attack. */
    public boolean wasBrokenByCheck() {
        return outcome == Outcome.BROKEN && note != null;
    }

    /** The distance of the attack's best point from the clean sample, in the data's own units. */
    public double distance(Norm norm) {
        return switch (norm) {
            case LINF -> linf;
            case L2 -> l2;
            case L1 -> l1;
            case L0 -> l0;
        };
    }
}
