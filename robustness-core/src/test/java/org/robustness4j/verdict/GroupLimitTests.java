package org.robustness4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits.Slice;

class GroupLimitTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final BigDecimal THIRD = new BigDecimal("0.3");

    /** Class 0: 1 of 10 broken; class 1: 4 of 10; class 2: nothing attacked. Samples 0 to 9, 10 to 19, 20 to 22. */
    private static CountedEvaluations counted() {
        return CountedEvaluations.none()
                .with(1, 0, Outcome.BROKEN)
                .with(9, 0, Outcome.ROBUST)
                .with(4, 1, Outcome.BROKEN)
                .with(6, 1, Outcome.ROBUST);
    }

    @Test
    void aWeakClassIsNotHiddenByTheOthers() {
        AttackEvaluation evaluation = counted().evaluation();

        assertThat(Judgement.of(evaluation, THIRD).verdict()).isEqualTo(Verdict.PASS);
        Judgement judgement =
                Judgement.by(evaluation, SuccessRateLimits.atMost(THIRD).ofEachClass(THIRD));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.reason())
                .isEqualTo("Attack succeeded on 4 of 10 samples of the class 1, the limit is 30 %");
        assertThat(judgement.groups())
                .containsExactly(
                        new GroupTally(GroupTally.Kind.CLASS, "0", new Tally(1, 10, 0, 0), SpotCheck.NONE),
                        new GroupTally(GroupTally.Kind.CLASS, "1", new Tally(4, 10, 0, 0), SpotCheck.NONE));
        assertThat(Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.4")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aClassThatCouldNotBeAttackedIsNotKnownToBeRobust() {
        AttackEvaluation evaluation =
                counted().with(3, 2, Outcome.ALREADY_WRONG).evaluation();

        Judgement judgement =
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(BigDecimal.ONE));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason()).contains("class 2: none could be attacked");
    }

    @Test
    void theTargetIsNoClassOfATargetedAttack() {
        AttackEvaluation evaluation = counted()
                .with(3, 2, Outcome.EXCLUDED)
                .evaluation("Attack", AttackKind.ADVERSARIAL, ThreatModel.targeted(2, Norm.LINF, 0.1, PIXELS));

        assertThat(Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.4")))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void slicesAreHeldToALimitOfTheirOwn() {
        List<Slice> slices = List.of(new Slice("even", i -> i % 2 == 0), new Slice("night", i -> i >= 10 && i < 15));

        Judgement judgement = Judgement.by(
                counted().evaluation(), SuccessRateLimits.atMost(THIRD).ofSlices(slices, THIRD));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.reason()).contains("4 of 5 samples of the slice night");
        assertThat(judgement.groups()).hasSize(4);
        assertThat(Judgement.by(
                                counted().evaluation(),
                                SuccessRateLimits.atMost(THIRD).ofSlices(slices, null))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void undecidedSamplesOfAGroupCountAgainstAPass() {
        AttackEvaluation evaluation = counted()
                .with(10, 2, Outcome.ROBUST)
                .with(4, 2, Outcome.INCONCLUSIVE)
                .evaluation();

        Judgement judgement =
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.4")));
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        judgement = Judgement.by(
                counted()
                        .with(1, 2, Outcome.ROBUST)
                        .with(4, 2, Outcome.INCONCLUSIVE)
                        .evaluation(),
                SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.4")));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason()).contains("class 2 within the limit of 40 %, but 4 more are undecided");
    }

    @Test
    void groupsThatAreNotThereAreErrors() {
        SuccessRateLimits empty =
                SuccessRateLimits.atMost(null).ofSlices(List.of(new Slice("night", i -> i > 1000)), THIRD);
        assertThatThrownBy(() -> Judgement.by(counted().evaluation(), empty))
                .hasMessageContaining("The slice 'night' contains none of the 20 samples");
        assertThatThrownBy(() -> SuccessRateLimits.atMost(null).ofSlices(List.of(), THIRD))
                .hasMessageContaining("limited to 0.3, but there are none");
        assertThatThrownBy(() -> SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("3")))
                .hasMessageContaining("success rate of a class must lie between 0 and 1 (0.05 is 5 %), but is 3");
        AttackEvaluation fakes = CountedEvaluations.none()
                .with(4, Samples.UNLABELLED, Outcome.BROKEN)
                .evaluation("FakeImage", AttackKind.ADVERSARIAL, ThreatModel.fake(1, PIXELS));
        assertThatThrownBy(
                        () -> Judgement.by(fakes, SuccessRateLimits.atMost(null).ofEachClass(THIRD)))
                .hasMessageContaining("fake images belong to no class");
    }
}
