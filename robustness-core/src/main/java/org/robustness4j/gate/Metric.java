package org.robustness4j.gate;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.RateRecord;

/** A rate that can be limited. */
public enum Metric {
    /** Broken among attacked samples. */
    ATTACK_SUCCESS_RATE("attackSuccessRate", EvaluationRecord::attackSuccessRate),
    /** Samples that withstood the attack, among all. */
    ROBUST_ACCURACY("robustAccuracy", EvaluationRecord::robustAccuracy),
    /** Samples right without attack, among all. */
    CLEAN_ACCURACY("cleanAccuracy", EvaluationRecord::cleanAccuracy);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // an accessor of a record
    private final Function<EvaluationRecord, RateRecord> rate;

    Metric(String key, Function<EvaluationRecord, RateRecord> rate) {
        this.key = key;
        this.rate = rate;
    }

    /** The name in rules and messages. */
    public String key() {
        return key;
    }

    Rate of(EvaluationRecord evaluation) {
        return rate.apply(evaluation).rate();
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Metric ofKey(String key) {
        return Arrays.stream(values())
                .filter(metric -> metric.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no metric '" + key + "'; there are "
                        + Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(", "))));
    }
}
