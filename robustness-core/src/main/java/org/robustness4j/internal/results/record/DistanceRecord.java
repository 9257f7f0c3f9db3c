package org.robustness4j.internal.results.record;

import java.util.EnumMap;
import java.util.Map;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.threat.Norm;

/**
 * How far the broken samples lie from their clean ones, in the data's own units.
 *
 * @param median the median distance
 * @param maximum the largest distance
 */
public record DistanceRecord(double median, double maximum) {

    /** None when nothing is broken; in L0 where that is what is limited. */
    static Map<Norm, DistanceRecord> ofEachNorm(AttackEvaluation evaluation) {
        Map<Norm, DistanceRecord> distances = new EnumMap<>(Norm.class);
        if (evaluation.count(Outcome.BROKEN) > 0) {
            for (Norm norm : Norm.values()) {
                if (norm != Norm.L0 || evaluation.threatModel().countsPositions()) {
                    distances.put(
                            norm,
                            new DistanceRecord(evaluation.medianDistance(norm), evaluation.maximumDistance(norm)));
                }
            }
        }
        return distances;
    }
}
