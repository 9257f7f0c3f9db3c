package org.robustness4j.junit.engine.publication;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.EvaluationRecord.Judged;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.threat.Goal;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * An evaluation in one line: {@code DigitsIT.resistsPgd[epsilon=0.02]: 12 of 100 broken (12.0 %), at most 5 %: FAIL}.
 */
record ResultLine(EvaluationRecord evaluation) {

    @Override
    public String toString() {
        return evaluation.test().displayName() + ": " + broken() + undecided() + limits() + ": " + evaluation.verdict();
    }

    private String broken() {
        RateRecord rate = evaluation.attackSuccessRate();
        if (rate.total() == 0) {
            return "nothing was attacked";
        }
        String success = evaluation.attack().goal() == Goal.FAKE ? " fake images succeeded (" : " broken (";
        return rate.rate() + success + rate.percent() + ")";
    }

    private String undecided() {
        long undecided = evaluation.measured().count(Outcome.INCONCLUSIVE);
        return undecided == 0 ? "" : ", " + undecided + " undecided";
    }

    private String limits() {
        Judged judged = evaluation.judged();
        String limits = limit("", judged.limit())
                + limit(" of each class", judged.maxClassSuccessRate())
                + limit(" of each slice", judged.maxSliceSuccessRate());
        if (limits.isEmpty()) {
            return ", no limit";
        }
        return limits + (judged.policy() == VerdictPolicy.CONFIDENT ? " with 95 % confidence" : "");
    }

    private static String limit(String group, @Nullable BigDecimal limit) {
        return limit == null ? "" : "," + group + " at most " + Percentage.of(limit);
    }
}
