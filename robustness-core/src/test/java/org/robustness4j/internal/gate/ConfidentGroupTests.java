package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/** The limits of the gate on the worst of many classes, where the evaluation was judged by intervals. */
class ConfidentGroupTests {

    private static final TestId TEST = new TestId("a.DigitsIT", "resists", null);
    private static final Rule RULE =
            Rule.forAll(List.of(Limit.atMost(Metric.WORST_CLASS_ATTACK_SUCCESS_RATE, new BigDecimal("0.05"))));

    /** Of the class 0 all of a few samples are broken; of 99 others none of 72 each, which is just enough. */
    private static EvaluationRecord record(int broken, VerdictPolicy policy, @Nullable String ownLimit) {
        CountedEvaluations counted = CountedEvaluations.none().with(broken, 0, Outcome.BROKEN);
        for (int label = 1; label < 100; label++) {
            counted.with(72, label, Outcome.ROBUST);
        }
        AttackEvaluation evaluation = counted.evaluation();
        Set<Integer> all =
                IntStream.range(0, evaluation.outcomes().size()).boxed().collect(Collectors.toSet());
        SuccessRateLimits limits = SuccessRateLimits.atMost(null).judgedBy(policy);
        return SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(
                        evaluation,
                        ownLimit == null ? limits : limits.ofEachClass(new BigDecimal(ownLimit)),
                        new SpotCheckedSamples(all, all)));
    }

    private static List<Violation> check(List<Rule> rules, EvaluationRecord record) {
        return new Gate(rules).check(new LatestResults(List.of(SampleEvaluations.file(record))));
    }

    /** (0.025 / 100)^(1/n) is 1.58 % of 2 of 2, and 6.30 % of 3 of 3. */
    @Test
    void aRuleIsBrokenForCertainOnlyAboveTheIntervalForAllAndInconclusiveBefore() {
        assertThat(check(List.of(RULE), record(3, VerdictPolicy.CONFIDENT, null)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("next")
                .containsExactly(new Violation(
                        "DigitsIT.resists",
                        "worstClassAttackSuccessRate of the class 0 is 100.00 % (3 of 3), with 95 % confidence for all 100"
                                + " classes at once 6.30 % to 100.00 %, but the maximum is 5 %, set for every"
                                + " evaluation"));
        assertThat(check(List.of(RULE), record(2, VerdictPolicy.CONFIDENT, null)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("next")
                .containsExactly(new Violation(
                        "DigitsIT.resists",
                        "worstClassAttackSuccessRate of the class 0 is 100.00 % (2 of 2), with 95 % confidence for all 100"
                                + " classes at once 1.58 % to 100.00 %, which does not tell it from the maximum of 5 %: at"
                                + " this rate 3 samples would decide; set for every evaluation",
                        true));
    }

    @Test
    void exactCountsAreHeldAsTheyWere() {
        assertThat(check(List.of(RULE), record(2, VerdictPolicy.POINT, null)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("next")
                .containsExactly(new Violation(
                        "DigitsIT.resists",
                        "worstClassAttackSuccessRate of the class 0 is 100.00 % (2 of 2), but the maximum is 5 %, set for"
                                + " every evaluation"));
    }

    @Test
    void theGateAgreesWithTheTest() {
        EvaluationRecord failed = record(3, VerdictPolicy.CONFIDENT, "0.05");
        assertThat(failed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(List.of(), failed))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isInconclusive()).isFalse());

        EvaluationRecord inconclusive = record(2, VerdictPolicy.CONFIDENT, "0.05");
        assertThat(inconclusive.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(check(List.of(), inconclusive))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isInconclusive()).isTrue());
    }

    /** A class with a lower rate may be the one that is certain. */
    @Test
    void theCertainViolationIsNamedBeforeTheWorseOneThatIsNot() {
        AttackEvaluation evaluation = CountedEvaluations.none()
                .with(1, 0, Outcome.BROKEN)
                .with(90, 1, Outcome.BROKEN)
                .with(10, 1, Outcome.ROBUST)
                .evaluation();
        EvaluationRecord record = SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).judgedBy(VerdictPolicy.CONFIDENT)));

        assertThat(check(List.of(RULE), record)).singleElement().satisfies(violation -> {
            assertThat(violation.isInconclusive()).isFalse();
            assertThat(violation.message()).contains("of the class 1 is 90.00 % (90 of 100)");
        });
    }

    /** 10 broken and 200 undecided ones are 210 of 300. */
    @Test
    void samplesOfWhichNothingIsKnownCountAsBrokenUnderConfidenceToo() {
        Rule half = Rule.forAll(List.of(Limit.atMost(Metric.ATTACK_SUCCESS_RATE, new BigDecimal("0.5"))));
        AttackEvaluation evaluation = CountedEvaluations.of(10, 90, 200);
        EvaluationRecord record = SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).judgedBy(VerdictPolicy.CONFIDENT)));

        assertThat(check(List.of(half), record)).singleElement().satisfies(violation -> {
            assertThat(violation.isInconclusive()).isFalse();
            assertThat(violation.message()).contains("and 200 samples more are inconclusive, but the maximum is 50 %");
        });
    }
}
