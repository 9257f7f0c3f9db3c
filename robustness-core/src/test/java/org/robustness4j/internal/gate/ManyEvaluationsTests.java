package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

/** How often one of many evaluations is found worse than the baseline though nothing has changed. */
class ManyEvaluationsTests {

    private static final int EVALUATIONS = 24;
    private static final int BUILDS = 2000;
    private static final double SIGNIFICANCE = 0.05;

    @TempDir
    Path folder;

    /** Four tests at the 5 % level, worked by hand: 4 * 0.005, 3 * 0.01, 2 * 0.03, and never less than before. */
    @Test
    void adjustedValuesAreThoseOfHolm() {
        assertThat(new HolmStepDown(List.of(0.01, 0.04, 0.03, 0.005)).adjusted())
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(new HolmStepDown(List.of(0.6, 0.7)).adjusted()).containsExactly(1.0, 1.0);
        assertThat(new HolmStepDown(List.of(0.035)).adjusted()).containsExactly(0.035);
        assertThat(new HolmStepDown(List.of()).adjusted()).isEmpty();
    }

    /** Bonferroni's correction would find only the first: 0.02 * 3 is above 0.05, 0.02 * 2 is not. */
    @Test
    void allAreFoundAndNotOnlyTheSmallest() {
        assertThat(new HolmStepDown(List.of(0.9, 0.02, 0.001)).adjusted())
                .satisfiesExactly(
                        p -> assertThat(p).isCloseTo(0.9, within(1e-12)),
                        p -> assertThat(p).isCloseTo(0.04, within(1e-12)),
                        p -> assertThat(p).isCloseTo(0.003, within(1e-12)));
    }

    /** Of 20 samples that changed, so many changes are common to all evaluations. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 16, 20})
    void ofTwentyFourUnchangedOnesOneIsFoundInFivePercentOfBuildsAtMost(int common) {
        SplittableRandom random = new SplittableRandom(23);
        int found = 0;
        int wouldHaveBeenFound = 0;
        for (int build = 0; build < BUILDS; build++) {
            int commonWorse = fairFlips(common, random);
            List<Double> pValues = new ArrayList<>();
            for (int i = 0; i < EVALUATIONS; i++) {
                int worse = commonWorse + fairFlips(20 - common, random);
                pValues.add(new McNemarTest(worse, 20 - worse).pValue());
            }
            found += isAnyBelow(new HolmStepDown(pValues).adjusted()) ? 1 : 0;
            wouldHaveBeenFound += isAnyBelow(pValues) ? 1 : 0;
        }

        assertThat(found / (double) BUILDS).isLessThanOrEqualTo(SIGNIFICANCE);
        if (common < 20) {
            assertThat(wouldHaveBeenFound / (double) BUILDS).isGreaterThan(1.5 * SIGNIFICANCE);
        }
    }

    private static int fairFlips(int count, SplittableRandom random) {
        return (int) IntStream.range(0, count).filter(i -> random.nextBoolean()).count();
    }

    private static boolean isAnyBelow(List<Double> pValues) {
        return pValues.stream().anyMatch(p -> p < SIGNIFICANCE);
    }

    private static EvaluationRecord evaluation(int test, List<Outcome> outcomes) {
        CountedEvaluations counted = CountedEvaluations.none();
        outcomes.forEach(outcome -> counted.with(1, 0, outcome));
        AttackEvaluation evaluation = counted.evaluation();
        return SampleEvaluations.record(
                new TestId("com.example.DigitsIT", "resists" + test, null), evaluation, Judgement.of(evaluation, null));
    }

    private static List<Outcome> before() {
        return IntStream.range(0, 100)
                .mapToObj(i -> i < 50 ? Outcome.BROKEN : Outcome.ROBUST)
                .toList();
    }

    /** The outcomes before, of which about so many are the other way now, either way. */
    private static List<Outcome> flipped(double share, SplittableRandom random) {
        return before().stream()
                .map(outcome -> random.nextDouble() >= share
                        ? outcome
                        : outcome == Outcome.BROKEN ? Outcome.ROBUST : Outcome.BROKEN)
                .toList();
    }

    /** Twelve newly broken and none no longer are 2^-12 by chance, times 24. */
    @Test
    void oneThatIsClearlyWorseIsFoundAmongThem() throws Exception {
        Baseline baseline = new Baseline(folder.resolve("baseline.json"), SIGNIFICANCE);
        SplittableRandom random = new SplittableRandom(24);
        List<EvaluationRecord> kept = IntStream.range(0, EVALUATIONS)
                .mapToObj(i -> evaluation(i, before()))
                .toList();
        baseline.update(results(kept), null);
        List<EvaluationRecord> unchanged = new ArrayList<>();
        for (int i = 0; i < EVALUATIONS; i++) {
            unchanged.add(evaluation(i, flipped(0.1, random)));
        }
        assertThat(baseline.compare(results(unchanged)).violations()).isEmpty();

        List<Outcome> worse = new ArrayList<>(before());
        for (int i = 60; i < 72; i++) {
            worse.set(i, Outcome.BROKEN);
        }
        unchanged.set(7, evaluation(7, worse));
        assertThat(baseline.compare(results(unchanged)).violations())
                .containsExactly(new Violation(
                        "DigitsIT.resists7",
                        "is worse than the baseline: 12 samples newly broken, 0 no longer (p = 0.0059, adjusted for the 24"
                                + " evaluations compared), first newly broken: 60, 61, 62, 63, 64, 65, 66, 67, 68, 69,"
                                + " ..."));
    }

    /** The same through the baseline itself: of 24 evaluations with 10 % of their samples flipped either way. */
    @Test
    void unchangedBuildsAreViolationsInFivePercentAtMost() throws Exception {
        Baseline baseline = new Baseline(folder.resolve("baseline.json"), SIGNIFICANCE);
        SplittableRandom random = new SplittableRandom(25);
        baseline.update(
                results(IntStream.range(0, EVALUATIONS)
                        .mapToObj(i -> evaluation(i, before()))
                        .toList()),
                null);
        int builds = 200;
        int found = 0;
        for (int build = 0; build < builds; build++) {
            List<EvaluationRecord> unchanged = new ArrayList<>();
            for (int i = 0; i < EVALUATIONS; i++) {
                unchanged.add(evaluation(i, flipped(0.1, random)));
            }
            found += baseline.compare(results(unchanged)).violations().isEmpty() ? 0 : 1;
        }

        assertThat(found / (double) builds).isLessThanOrEqualTo(SIGNIFICANCE);
    }

    private static LatestResults results(List<EvaluationRecord> evaluations) {
        return new LatestResults(List.of(SampleEvaluations.file(evaluations.toArray(EvaluationRecord[]::new))));
    }
}
