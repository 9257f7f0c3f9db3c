package org.robustness4j.evaluation;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The attack success rate within each distance, of an attack that seeks the nearest adversarial point. Samples for
 * which it found none have no distance: they are never broken, and never count as distance 0.
 *
 * @param distances of the nearest adversarial points found, ascending, in the data's own units
 * @param attacked the samples attacked
 */
@API(status = Status.STABLE, since = "0.1")
public record SuccessCurve(List<Double> distances, long attacked) {

    /** Copies the distances. */
    public SuccessCurve {
        distances = List.copyOf(distances);
    }

    /**
     * The attack success rate within a distance.
     *
     * @param epsilon in the data's own units; points at exactly this distance count
     */
    public Rate within(double epsilon) {
        return new Rate(
                distances.stream().filter(distance -> distance <= epsilon).count(), attacked);
    }

    /**
     * The distance within which half of the attacked samples are broken; infinite when that many were not broken at
     * any, NaN when none was attacked.
     */
    public double medianDistance() {
        if (attacked == 0) {
            return Double.NaN;
        }
        int lower = Math.toIntExact((attacked - 1) / 2);
        int upper = Math.toIntExact(attacked / 2);
        return upper < distances.size() ? (distances.get(lower) + distances.get(upper)) / 2 : Double.POSITIVE_INFINITY;
    }
}
