package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/** A rule that judges an adversary in a ball needs evidence that the adversary would have found what is there. */
class EvidenceTests {

    private static final TestId TEST = new TestId("a.DigitsIT", "resists", null);
    private static final Finding POWER = new Finding("planted-adversarials", Severity.OK, "made up");
    private static final Finding MASKING = new Finding("black-box", Severity.OK, "made up");

    private static List<Violation> check(Limit limit, EvaluationRecord record) {
        return new Gate(List.of(Rule.forAll(List.of(limit))))
                .check(new LatestResults(List.of(SampleEvaluations.file(record))));
    }

    private static Limit atMost(Metric metric, String maximum) {
        return Limit.atMost(metric, new BigDecimal(maximum));
    }

    private static EvaluationRecord record(AttackEvaluation evaluation, List<Finding> findings) {
        return SampleEvaluations.record(TEST, evaluation, Judgement.of(evaluation, null), findings);
    }

    @Test
    void withoutFindingsARuleIsNotMet() {
        AttackEvaluation evaluation = CountedEvaluations.of(2, 98, 0);
        for (Metric metric : List.of(Metric.ATTACK_SUCCESS_RATE, Metric.ROBUST_ACCURACY)) {
            Limit limit = metric == Metric.ROBUST_ACCURACY
                    ? Limit.atLeast(metric, new BigDecimal("0.5"))
                    : atMost(metric, "0.5");
            assertThat(check(limit, record(evaluation, List.of())))
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.isInconclusive()).isTrue();
                        assertThat(violation.message())
                                .contains("is met, but not to be believed", "it was not checked");
                    });
            assertThat(check(limit, record(evaluation, List.of(POWER))))
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.message()).contains("[black-box] was not checked"));
            assertThat(check(limit, record(evaluation, List.of(MASKING)))).hasSize(1);
            assertThat(check(limit, record(evaluation, List.of(POWER, MASKING))))
                    .isEmpty();
        }
    }

    /** Whoever wrote the results: another program, or a release that knew no checks. */
    @Test
    void neitherIsTheLimitOfATestThatSaysItPassed() {
        AttackEvaluation evaluation = CountedEvaluations.of(2, 98, 0);
        Judgement passed = Judgement.of(evaluation, new BigDecimal("0.05"));

        assertThat(new Gate(List.of())
                        .check(new LatestResults(List.of(SampleEvaluations.file(
                                SampleEvaluations.record(TEST, evaluation, passed, List.of()))))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.isInconclusive()).isTrue();
                    assertThat(violation.message()).contains("is met, but not to be believed", "set by the test");
                });
        assertThat(new Gate(List.of())
                        .check(new LatestResults(List.of(SampleEvaluations.file(
                                SampleEvaluations.record(TEST, evaluation, passed, List.of(POWER, MASKING)))))))
                .isEmpty();
    }

    @Test
    void whatIsMissedNeedsNoEvidence() {
        assertThat(check(
                        atMost(Metric.ATTACK_SUCCESS_RATE, "0.01"), record(CountedEvaluations.of(2, 98, 0), List.of())))
                .singleElement()
                .satisfies(violation -> assertThat(violation.isInconclusive()).isFalse());
    }

    @Test
    void noiseAndCleanAccuracyAndWhatIsAllBrokenNeedNone() {
        AttackEvaluation noise = CountedEvaluations.none()
                .with(98, 0, Outcome.ROBUST)
                .evaluation("Noise", AttackKind.CORRUPTION, ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)));
        Rule byName = new Rule(Element.ATTACK, List.of("Noise"), List.of(atMost(Metric.ATTACK_SUCCESS_RATE, "0.5")));

        assertThat(new Gate(List.of(byName))
                        .check(new LatestResults(List.of(SampleEvaluations.file(record(noise, List.of()))))))
                .isEmpty();
        assertThat(check(
                        Limit.atLeast(Metric.CLEAN_ACCURACY, new BigDecimal("0.5")),
                        record(CountedEvaluations.of(2, 98, 0), List.of())))
                .isEmpty();
        assertThat(check(atMost(Metric.ATTACK_SUCCESS_RATE, "1"), record(CountedEvaluations.of(9, 0, 0), List.of())))
                .isEmpty();
    }

    @Test
    void aLimitOnClassesNeedsSamplesOfAllAndALookAtEach() {
        AttackEvaluation evaluation = CountedEvaluations.none()
                .with(10, 0, Outcome.ROBUST)
                .with(10, 2, Outcome.ROBUST)
                .evaluation();
        Limit limit = atMost(Metric.WORST_CLASS_ATTACK_SUCCESS_RATE, "0.5");

        assertThat(check(limit, record(evaluation, List.of(POWER, MASKING))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains(
                                "there are samples of 2 classes alone, and the model has 3 that can be attacked; there is"
                                        + " none of 1; attack more samples"));
        AttackEvaluation whole = CountedEvaluations.none()
                .with(10, 0, Outcome.ROBUST)
                .with(10, 1, Outcome.ROBUST)
                .evaluation();
        assertThat(check(limit, record(whole, List.of(POWER, MASKING))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("the checks looked at 0 of 10 samples of the class 0"));
        Set<Integer> all = IntStream.range(0, 20).boxed().collect(Collectors.toSet());
        Judgement probed = Judgement.by(whole, SuccessRateLimits.atMost(null), new SpotCheckedSamples(all, all));
        assertThat(check(limit, SampleEvaluations.record(TEST, whole, probed, List.of(POWER, MASKING))))
                .isEmpty();
    }
}
