package org.robustness4j.internal.results;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.ModelRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestResult;
import org.robustness4j.verdict.VerdictPolicy;

/** The results of one test in several executions. */
final class TestHistory {

    private final Map<Setting, EvaluationRecord> evaluations = new LinkedHashMap<>();
    private Instant lastGoodEnd = Instant.MIN;
    private @Nullable TestError error;
    private @Nullable SkippedTest skipped;
    private boolean forgotten;

    /** The settings that two evaluations share when one repeats the other. */
    private record Setting(
            String model,
            @Nullable String samples,
            AttackRecord attack,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal maxClassSuccessRate,
            @Nullable BigDecimal maxSliceSuccessRate,
            VerdictPolicy policy) {}

    /** Adds an evaluation; an error before it counts no more if the test went well after it, too. */
    void add(EvaluationRecord evaluation, boolean endedWell) {
        if (endedWell && evaluation.finishedAt().isAfter(lastGoodEnd)) {
            lastGoodEnd = evaluation.finishedAt();
        }
        Setting setting = new Setting(
                identity(evaluation.model()),
                evaluation.details().sampleSet() == null
                        ? null
                        : evaluation.details().sampleSet().sha256(),
                evaluation.attack(),
                evaluation.judged().limit(),
                evaluation.judged().maxClassSuccessRate(),
                evaluation.judged().maxSliceSuccessRate(),
                evaluation.judged().policy());
        evaluations.merge(
                setting, evaluation, (known, other) -> other.finishedAt().isAfter(known.finishedAt()) ? other : known);
    }

    /**
     * A normaliser is no part of a model's hash, and some models have none: what it answers tells it from others too.
     */
    private static String identity(ModelRecord model) {
        String known = model.sha256().isEmpty() ? model.name() + " " + model.type() : model.sha256();
        return known + " " + model.logitsSha256();
    }

    /** Tells that the test was replaced by others in an execution that began at a moment. */
    void ranAt(Instant moment) {
        if (error != null && evaluations.isEmpty() && error.finishedAt().isBefore(moment)) {
            error = null;
            forgotten = true;
        }
    }

    /** Whether nothing is left to say of the test. */
    boolean isForgotten() {
        return forgotten;
    }

    void add(TestError newError) {
        if (error == null || newError.finishedAt().isAfter(error.finishedAt())) {
            error = newError;
        }
    }

    void add(SkippedTest newSkipped) {
        skipped = newSkipped;
    }

    List<TestResult> results() {
        List<TestResult> results = new ArrayList<>(evaluations.values());
        if (error != null && !error.finishedAt().isBefore(lastGoodEnd)) {
            results.add(error);
        }
        if (results.isEmpty() && skipped != null) {
            results.add(skipped);
        }
        return results;
    }
}
