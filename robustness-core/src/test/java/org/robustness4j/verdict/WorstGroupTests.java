package org.robustness4j.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.verdict.SuccessRateLimits.Slice;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/** How often the worst of many groups is said to be above a limit that all of them meet. */
class WorstGroupTests {

    private static final int CLASSES = 100;
    private static final int BUILDS = 3000;

    /** Which numbers of broken samples fail. */
    private static boolean[] failing(int samples, BigDecimal limit, int rates) {
        boolean[] failing = new boolean[samples + 1];
        for (int broken = 0; broken <= samples; broken++) {
            failing[broken] =
                    VerdictPolicy.CONFIDENT.judge(new Tally(broken, samples, 0, 0), limit, rates) == Verdict.FAIL;
        }
        return failing;
    }

    private static int broken(int samples, double rate, SplittableRandom random) {
        int broken = 0;
        for (int i = 0; i < samples; i++) {
            broken += random.nextDouble() < rate ? 1 : 0;
        }
        return broken;
    }

    /** The last column is 1 - (1 - P(X >= x))^100 with the smallest x whose own 95 % interval is above the limit. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.05, 0.6856",
        "10, 0.3, 0.6552",
        "30, 0.05, 0.7932",
        "30, 0.3, 0.8188",
        "100, 0.05, 0.6846",
        "100, 0.3, 0.8801"
    })
    void ofAHundredClassesExactlyAtTheLimitOneFailsInFivePercentOfBuildsAtMost(
            int samples, BigDecimal limit, double uncorrected) {
        SplittableRandom random = new SplittableRandom(17);
        boolean[] atOnce = failing(samples, limit, CLASSES);
        boolean[] byItself = failing(samples, limit, 1);
        int failed = 0;
        int wouldHaveFailed = 0;
        for (int build = 0; build < BUILDS; build++) {
            boolean fails = false;
            boolean wouldFail = false;
            for (int label = 0; label < CLASSES; label++) {
                int broken = broken(samples, limit.doubleValue(), random);
                fails |= atOnce[broken];
                wouldFail |= byItself[broken];
            }
            failed += fails ? 1 : 0;
            wouldHaveFailed += wouldFail ? 1 : 0;
        }

        assertThat(failed / (double) BUILDS).isLessThanOrEqualTo(0.05);
        assertThat(wouldHaveFailed / (double) BUILDS).isCloseTo(uncorrected, within(0.03));
    }

    /** Half of each slice's samples are in all of them. */
    @Test
    void slicesThatShareSamplesFailNoMoreOften() {
        SplittableRandom random = new SplittableRandom(18);
        boolean[] atOnce = failing(100, new BigDecimal("0.3"), 40);
        int failed = 0;
        for (int build = 0; build < BUILDS; build++) {
            int shared = broken(50, 0.3, random);
            boolean fails = false;
            for (int slice = 0; slice < 40; slice++) {
                fails |= atOnce[shared + broken(50, 0.3, random)];
            }
            failed += fails ? 1 : 0;
        }

        assertThat(failed / (double) BUILDS).isLessThanOrEqualTo(0.05);
    }

    private static Judgement judged(CountedEvaluations counted, String classLimit) {
        return Judgement.by(counted.evaluation(), confident(classLimit));
    }

    private static SuccessRateLimits confident(String classLimit) {
        return SuccessRateLimits.atMost(null)
                .ofEachClass(new BigDecimal(classLimit))
                .judgedBy(VerdictPolicy.CONFIDENT);
    }

    /** A class of which all of a few samples are broken, and 99 others without a broken one. */
    private static CountedEvaluations allOfOneBroken(int broken, int others) {
        CountedEvaluations counted = CountedEvaluations.none().with(broken, 0, Outcome.BROKEN);
        for (int label = 1; label < CLASSES; label++) {
            counted.with(others, label, Outcome.ROBUST);
        }
        return counted;
    }

    /** The lower end of n of n is (0.025 / 100)^(1/n): 1.58 % of 2, 6.30 % of 3. */
    @Test
    void aClassFarAboveTheLimitFailsAndTheReasonTellsTheIntervalForAll() {
        Judgement three = judged(allOfOneBroken(3, 1), "0.05");
        assertThat(three.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(three.reason())
                .isEqualTo("Attack succeeded on 3 of 3 samples of the class 0 (between 6.30 % and 100.00 % with 95 %"
                        + " confidence for all 100 classes at once), the limit is 5 %");

        Judgement two = judged(allOfOneBroken(2, 1), "0.05");
        assertThat(two.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(two.reason())
                .isEqualTo("Attack succeeded on 2 of 2 samples of the class 0 (between 1.58 % and 100.00 % with 95 %"
                        + " confidence for all 100 classes at once), which does not tell it from the limit of 5 %: at"
                        + " this rate 3 samples would decide");
        assertThat(judged(
                                CountedEvaluations.none()
                                        .with(2, 0, Outcome.BROKEN)
                                        .with(2, 1, Outcome.ALREADY_WRONG),
                                "0.05")
                        .verdict())
                .as("a class that cannot be attacked is none of those at once")
                .isEqualTo(Verdict.FAIL);
    }

    /** 72 samples without a broken one are enough for a class, as they are for all samples: 1 - 0.025^(1/72) < 0.05. */
    @Test
    void allMeetALimitWhereEachDoesByItself() {
        Judgement enough = judged(allOfOneBroken(0, 72).with(72, 0, Outcome.ROBUST), "0.05");
        assertThat(enough.verdict()).isEqualTo(Verdict.PASS);
        assertThat(enough.reason())
                .contains("0 of 72 samples of the class", "and 4.99 % with 95 % confidence), the limit is 5 %");
        Judgement tooFew = judged(allOfOneBroken(0, 72).with(71, 0, Outcome.ROBUST), "0.05");
        assertThat(tooFew.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(tooFew.reason())
                .contains("0 of 71 samples of the class 0 (between 0.00 % and 5.06 % with 95 % confidence)")
                .contains("which does not tell it from the limit of 5 %: at this rate 72 samples would decide");
    }

    /** The class that is far above the limit is found among ninety-nine that are exactly there. */
    @Test
    void oneBadClassIsFoundAmongMany() {
        SplittableRandom random = new SplittableRandom(19);
        for (int build = 0; build < 20; build++) {
            CountedEvaluations counted = CountedEvaluations.none();
            for (int label = 0; label < CLASSES; label++) {
                int broken = broken(30, label == 42 ? 0.8 : 0.05, random);
                counted.with(broken, label, Outcome.BROKEN).with(30 - broken, label, Outcome.ROBUST);
            }
            Judgement judgement = judged(counted, "0.05");
            assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(judgement.reason()).contains("of 30 samples of the class 42 ");
        }
    }

    @Test
    void exactCountsAreNotCorrected() {
        AttackEvaluation evaluation = allOfOneBroken(2, 1).evaluation();

        assertThat(Judgement.by(evaluation, confident("0.05").judgedBy(VerdictPolicy.POINT))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    /** A rule that counted only the classes that the attack has come to would fail here after six samples. */
    @Test
    void classesThatTheAttackHasNotComeToCountToo() {
        CountedEvaluations soFar = CountedEvaluations.none().with(6, 0, Outcome.BROKEN);
        for (int label = 1; label < CLASSES; label++) {
            soFar.with(6, label, Outcome.NOT_NEEDED);
        }

        assertThat(VerdictPolicy.CONFIDENT.judge(new Tally(6, 6, 0, 0), new BigDecimal("0.5")))
                .isEqualTo(Verdict.FAIL);
        assertThat(confident("0.5").stopsOnceCertain().isEnough(soFar.evaluation()))
                .isFalse();
    }

    @Test
    void stoppingEarlyNeverGivesAnotherVerdict() {
        List<Slice> slices = List.of(new Slice("odd", i -> i % 2 == 1), new Slice("early", i -> i < 150));
        SplittableRandom random = new SplittableRandom(20);
        Set<Verdict> stoppedWith = new HashSet<>();
        for (String limit : List.of("0.02", "0.2", "0.3", "0.4", "0.6", "0.98")) {
            SuccessRateLimits limits = confident(limit).ofSlices(slices, new BigDecimal(limit));
            for (int build = 0; build < 8; build++) {
                List<Outcome> outcomes = outcomes(random.nextDouble(), random);
                Verdict last =
                        Judgement.by(prefix(outcomes, outcomes.size()), limits).verdict();
                for (int attacked = 40; attacked < outcomes.size(); attacked += 40) {
                    AttackEvaluation soFar = prefix(outcomes, attacked);
                    if (limits.stopsOnceCertain().isEnough(soFar)) {
                        assertThat(Judgement.by(soFar, limits).verdict()).isEqualTo(last);
                        stoppedWith.add(last);
                    }
                }
            }
        }

        assertThat(stoppedWith).containsExactlyInAnyOrder(Verdict.PASS, Verdict.FAIL);
    }

    /** A class in five has the worst rate; the model is wrong about a tenth. */
    private static List<Outcome> outcomes(double worst, SplittableRandom random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            double rate = i % 5 == 0 ? worst : 0.3 * worst;
            Outcome attacked = random.nextDouble() < rate ? Outcome.BROKEN : Outcome.ROBUST;
            outcomes.add(random.nextInt(10) == 0 ? Outcome.ALREADY_WRONG : attacked);
        }
        return outcomes;
    }

    /** Five classes, of which samples take turns; those that the attack has not come to are not needed. */
    private static AttackEvaluation prefix(List<Outcome> outcomes, int attacked) {
        CountedEvaluations counted = CountedEvaluations.none();
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            counted.with(1, i % 5, i < attacked || outcome == Outcome.ALREADY_WRONG ? outcome : Outcome.NOT_NEEDED);
        }
        return counted.evaluation();
    }

    /** 0.025^(1/4) = 39.76 % of a class of which the checks broke all four that they looked at, whatever others do. */
    @Test
    void aDoubtOfOneClassIsNoSmallerAmongMany() {
        Set<Integer> probed = IntStream.of(0, 1, 2, 3, 996).boxed().collect(Collectors.toSet());
        CountedEvaluations counted =
                CountedEvaluations.none().withBrokenByChecks(4, 0).with(992, 0, Outcome.ROBUST);
        for (int label = 1; label < CLASSES; label++) {
            counted.with(10, label, Outcome.ROBUST);
        }
        AttackEvaluation evaluation = counted.evaluation();
        SpotCheckedSamples spotChecked = new SpotCheckedSamples(Set.of(), probed);

        Judgement judgement = Judgement.by(
                evaluation, SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.39")), spotChecked);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason())
                .contains(
                        "the limit is 39 %, but it is not to be believed: the checks looked at 4 samples of the class 0"
                                + " and broke 4 that the attack did not break, so that at least 39.76 % more are to be expected"
                                + " among the others; use");
        assertThat(Judgement.by(
                                evaluation,
                                SuccessRateLimits.atMost(null).ofEachClass(new BigDecimal("0.40")),
                                spotChecked)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }
}
