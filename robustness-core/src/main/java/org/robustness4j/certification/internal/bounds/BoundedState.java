package org.robustness4j.certification.internal.bounds;

/**
 * The lower bound of a function for a state of the switches.
 *
 * @param bound the bound
 * @param state the state, with the slopes and multipliers of the bound
 * @param scores for each switch what it may cost the bound, negative if it is on one side already
 * @param point where the relaxed network is least
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record BoundedState(double bound, SwitchState state, double[] scores, double[] point) {

    /** The switch that costs most; -1 if all are on one side. */
    public int costliest() {
        int costliest = -1;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= 0 && (costliest < 0 || scores[i] > scores[costliest])) {
                costliest = i;
            }
        }
        return costliest;
    }
}
