package org.robustness4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/** What few samples show of many. */
class SpotCheckTests {

    /** Of 48 samples 4: Clopper-Pearson's lower end is 2.32 % (any table of the binomial distribution). */
    @Test
    void fourOfFortyEightAreTwoPercentAtLeast() {
        assertThat(new SpotCheck(48, 4).missed()).isBetween(0.02317, 0.02318);
        assertThat(new SpotCheck(48, 0).missed()).isZero();
        assertThat(SpotCheck.NONE.missed()).isZero();
        assertThatThrownBy(() -> new SpotCheck(3, 4)).hasMessageContaining("impossible");
    }

    /** 4 of 10,000 are 0.04 %, but all of them are among 48. */
    @Test
    void aLimitIsNotMetByCountingAFewOfManyAlone() {
        assertThat(judged(10_000, "0.001").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged(10_000, "0.001").reason())
                .contains("looked at 48 and broke 4 that the attack did not break", "at least 2.32 %", "AutoAttack");
        assertThat(judged(10_000, "0.03").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whereAllWereLookedAtTheCountIsTheRate() {
        assertThat(judged(48, "0.09").verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(48, "0.05").verdict()).isEqualTo(Verdict.FAIL);
    }

    private static Judgement judged(int samples, String limit) {
        Set<Integer> probed = IntStream.range(0, 48).boxed().collect(Collectors.toSet());
        AttackEvaluation evaluation = CountedEvaluations.none()
                .withBrokenByChecks(4, 0)
                .with(samples - 4, 0, Outcome.ROBUST)
                .evaluation();
        return Judgement.by(
                evaluation, SuccessRateLimits.atMost(new BigDecimal(limit)), new SpotCheckedSamples(probed, probed));
    }
}
