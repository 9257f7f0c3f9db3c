package org.robustness4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.internal.SampleSize;

class VerdictPolicyTests {

    /** The upper bound of 0 of n is 1 - 0.025^(1/n): at most 0.05 from n = ln 0.025 / ln 0.95 = 71.9 on. */
    @ParameterizedTest
    @CsvSource({
        "0, 71, 0.05, INCONCLUSIVE",
        "0, 72, 0.05, PASS",
        "71, 71, 0.95, INCONCLUSIVE",
        "72, 72, 0.95, FAIL",
        "5, 100, 0.05, INCONCLUSIVE",
        "30, 100, 0.05, FAIL",
        "0, 0, 1, INCONCLUSIVE"
    })
    void confidenceIsThatOfTheInterval(long broken, long attacked, BigDecimal limit, Verdict verdict) {
        assertThat(VerdictPolicy.CONFIDENT.judge(new Tally(broken, attacked, 0, 0), limit))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 100, 0, PASS",
        "6, 100, 0, FAIL",
        "4, 100, 1, PASS",
        "4, 100, 2, INCONCLUSIVE",
        "6, 100, 2, FAIL",
        "0, 100, 100, INCONCLUSIVE"
    })
    void countsDecideAloneAndUndecidedSamplesAgainstAPass(long broken, long attacked, long undecided, Verdict verdict) {
        assertThat(VerdictPolicy.POINT.judge(new Tally(broken, attacked, undecided, 0), new BigDecimal("0.05")))
                .isEqualTo(verdict);
    }

    @Test
    void undecidedSamplesCountAgainstAConfidentPassToo() {
        assertThat(VerdictPolicy.CONFIDENT.judge(new Tally(0, 72, 1, 0), new BigDecimal("0.05")))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(confident(CountedEvaluations.of(0, 200, 20), "0.05").reason())
                .contains("but 20 more are undecided, the first of them sample 200");
    }

    @Test
    void theReasonSaysHowManySamplesWouldDecide() {
        assertThat(confident(CountedEvaluations.of(0, 10, 0), "0.05"))
                .satisfies(judgement -> assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE))
                .satisfies(judgement -> assertThat(judgement.reason())
                        .contains("0 of 10 (between 0.00 % and 30.85 % with 95 % confidence)")
                        .contains("at this rate 72 samples would decide"));
        assertThat(confident(CountedEvaluations.of(10, 0, 0), "0.95").reason())
                .contains("at this rate 72 samples would decide");
        assertThat(confident(CountedEvaluations.of(5, 95, 0), "0.05").reason()).contains("more than 1000000 samples");
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 0.05", "9, 100, 0.05", "1, 30, 0.1", "4999, 100000, 0.051"})
    void soManySamplesDoDecideAndOneLessDoesNot(long count, long total, BigDecimal limit) {
        long samples =
                new SampleSize(new Rate(count, total), limit, 1).deciding().orElseThrow();

        assertThat(samples).isGreaterThan(total);
        assertThat(verdict(count, total, samples, limit)).isNotEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict(count, total, samples - 1, limit)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    private static Verdict verdict(long count, long total, long samples, BigDecimal limit) {
        boolean above = new Rate(count, total).isAbove(limit);
        long broken = above ? count * samples / total : (count * samples + total - 1) / total;
        return VerdictPolicy.CONFIDENT.judge(new Tally(broken, samples, 0, 0), limit);
    }

    @Test
    void thePointPolicyJudgesAsItDidWithoutOne() {
        AttackEvaluation evaluation = CountedEvaluations.of(5, 95, 0);

        assertThat(Judgement.of(evaluation, new BigDecimal("0.05")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Judgement.of(evaluation, new BigDecimal("0.05")).reason())
                .isEqualTo("Attack succeeded on 5 of 100, the limit is 5 %");
        assertThat(confident(evaluation, "0.5").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void impossibleTalliesAreErrors() {
        assertThatThrownBy(() -> new Tally(2, 3, 2, 0)).hasMessageContaining("2 broken and 2 undecided samples in 3");
    }

    private static Judgement confident(AttackEvaluation evaluation, String limit) {
        return Judgement.by(
                evaluation, SuccessRateLimits.atMost(new BigDecimal(limit)).judgedBy(VerdictPolicy.CONFIDENT));
    }
}
