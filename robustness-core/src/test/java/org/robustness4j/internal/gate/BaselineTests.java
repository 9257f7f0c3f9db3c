package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.BaselineFile;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SampleSetRecord;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

class BaselineTests {

    private static final TestId TEST = new TestId("com.example.DigitsRobustnessIT", "resistsPgd", null);
    private static final TestId OTHER = new TestId("com.example.DigitsRobustnessIT", "resistsFgsm", null);

    /** Of 40 samples 0 to 9 are broken. */
    private static final EvaluationRecord BEFORE = evaluation(
            TEST, CountedEvaluations.none().with(10, 0, Outcome.BROKEN).with(30, 0, Outcome.ROBUST));

    @TempDir
    Path folder;

    private Baseline baseline() {
        return new Baseline(folder.resolve("kept/baseline.json"), 0.05);
    }

    private static EvaluationRecord evaluation(TestId test, CountedEvaluations counted) {
        AttackEvaluation evaluation = counted.evaluation();
        return SampleEvaluations.record(test, evaluation, Judgement.of(evaluation, null));
    }

    private static LatestResults results(EvaluationRecord... evaluations) {
        return new LatestResults(List.of(SampleEvaluations.file(evaluations)));
    }

    /** The sample 0 is broken no longer, and so many from 10 on are. */
    private static EvaluationRecord worseBy(int count) {
        return evaluation(
                TEST,
                CountedEvaluations.none()
                        .with(1, 0, Outcome.ROBUST)
                        .with(9 + count, 0, Outcome.BROKEN)
                        .with(30 - count, 0, Outcome.ROBUST));
    }

    /** P(X >= worse) of a fair coin: 1 of 2^5; 9 of 2^8; 1 + 10 + 45 of 2^10; all of it. */
    @ParameterizedTest
    @CsvSource({"5, 0, 0.03125", "7, 1, 0.03515625", "8, 2, 0.0546875", "0, 9, 1", "0, 0, 1", "3, 3, 0.65625"})
    void chanceIsThatOfAFairCoin(int worse, int better, double probability) {
        assertThat(new McNemarTest(worse, better).pValue()).isCloseTo(probability, within(1e-12));
    }

    @Test
    void theSameResultsPass() throws Exception {
        assertThat(baseline().update(results(BEFORE), null).violations()).isEmpty();

        BaselineReport report = baseline().compare(results(BEFORE));

        assertThat(report.violations()).isEmpty();
        assertThat(report.notes()).singleElement().satisfies(note -> assertThat(note)
                .startsWith("1 evaluation(s) were compared"));
    }

    @Test
    void significantlyMoreBrokenSamplesAreAViolation() throws Exception {
        baseline().update(results(BEFORE), null);

        assertThat(baseline().compare(results(worseBy(7))).violations())
                .containsExactly(new Violation(
                        "DigitsRobustnessIT.resistsPgd",
                        "is worse than the baseline: 7 samples newly broken, 1 no longer (p = 0.035), first newly broken:"
                                + " 10, 11, 12, 13, 14, 15, 16"));
        assertThat(baseline().compare(results(worseBy(6))).violations()).isEmpty();
        assertThat(new Baseline(baseline().file(), 0.01)
                        .compare(results(worseBy(7)))
                        .violations())
                .isEmpty();
        assertThat(baseline().compare(results(worseBy(12))).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).endsWith("18, 19, ..."));
    }

    @Test
    void improvementPasses() throws Exception {
        baseline().update(results(worseBy(20)), null);

        assertThat(baseline().compare(results(BEFORE)).violations()).isEmpty();
    }

    @Test
    void samplesThatWereNotDecidedBothTimesAreLeftOut() throws Exception {
        baseline().update(results(BEFORE), null);
        EvaluationRecord now = evaluation(
                TEST,
                CountedEvaluations.none()
                        .with(10, 0, Outcome.ALREADY_WRONG)
                        .with(4, 0, Outcome.BROKEN)
                        .with(26, 0, Outcome.INCONCLUSIVE));

        assertThat(baseline().compare(results(now)).violations()).isEmpty();
    }

    @Test
    void otherSamplesCannotBeCompared() throws Exception {
        baseline().update(results(BEFORE), null);
        String json = Files.readString(baseline().file());
        Files.writeString(baseline().file(), json.replace("0".repeat(64), "1".repeat(64)));

        assertThat(baseline().compare(results(BEFORE)).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("made on other samples")
                        .contains("-Drobustness.baseline.update=true"));
    }

    @Test
    void testsThatAreNotInTheBaselineAreNotedAndThoseThatLeaveItToo() throws Exception {
        baseline().update(results(BEFORE), null);
        EvaluationRecord other = evaluation(OTHER, CountedEvaluations.none().with(3, 0, Outcome.BROKEN));

        BaselineReport report = baseline().compare(results(BEFORE, other));
        assertThat(report.violations()).isEmpty();
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note).contains("DigitsRobustnessIT.resistsFgsm is not in the baseline"));

        assertThat(baseline().update(results(other), null).notes()).anySatisfy(note -> assertThat(note)
                .contains("DigitsRobustnessIT.resistsPgd with Attack is in the baseline no longer"));
        assertThat(BaselineFile.read(baseline().file()).entries()).hasSize(1);
    }

    @Test
    void resultsThatAreNotWholeUpdateNothing() throws IOException {
        Instant now = Instant.now();
        ResultsFile cut = new ResultsFile(1, now, false, List.of(TEST), List.of(BEFORE), List.of(), List.of());
        ResultsFile planned =
                new ResultsFile(1, now, true, List.of(TEST, OTHER), List.of(BEFORE), List.of(), List.of());
        ResultsFile failed = new ResultsFile(
                1,
                now,
                true,
                List.of(TEST, OTHER),
                List.of(BEFORE),
                List.of(new TestError(OTHER, "no", now)),
                List.of());

        assertRefused(new LatestResults(List.of()), null, "there are no evaluations");
        assertRefused(new LatestResults(List.of(cut)), null, "did not come to their end");
        assertRefused(new LatestResults(List.of(planned)), null, "resistsFgsm was planned, but has no result");
        assertRefused(new LatestResults(List.of(failed)), null, "resistsFgsm ended in an error");
        assertRefused(results(BEFORE), Instant.now().plusSeconds(60), "results of an earlier build");
        assertRefused(
                results(evaluation(TEST, CountedEvaluations.none().with(3, 0, Outcome.INVALID))),
                null,
                "no valid outcome");
        assertThat(baseline().file()).doesNotExist();
    }

    private void assertRefused(LatestResults results, @Nullable Instant buildStart, String reason) {
        try {
            assertThat(baseline().update(results, buildStart).violations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.message())
                            .contains("was not updated")
                            .contains(reason));
        } catch (UnreadableResultsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMissingBaselineIsAViolationAndABrokenOneAnError() throws Exception {
        assertThat(baseline().compare(results(BEFORE)).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .contains("does not exist; create it with -Drobustness.baseline.update=true"));

        baseline().update(results(BEFORE), null);
        String json = Files.readString(baseline().file());
        Files.writeString(baseline().file(), json.replace("\"0-9\"", "\"9-0\""));
        assertThatThrownBy(() -> baseline().compare(results(BEFORE)))
                .hasMessageContaining("9-0 ends before it begins")
                .hasMessageContaining("restore it, or delete it");
        Files.writeString(baseline().file(), "{}");
        assertThatThrownBy(() -> baseline().update(results(BEFORE), null)).hasMessageContaining("schemaVersion");
    }

    @Test
    void badValuesAreErrors() {
        assertThatThrownBy(() -> new Baseline(folder, 0)).hasMessageContaining("between 0 and 1, both excluded");
        assertThatThrownBy(() -> new SampleSetRecord("", "1;2", "", "", "")).hasMessageContaining("but here as '1;2'");
    }

    @Test
    void indicesAreWrittenAsRanges() {
        assertThat(worseBy(7).details().sampleSet()).isNotNull().satisfies(set -> {
            assertThat(set.broken()).isEqualTo("1-16");
            assertThat(set.robust()).isEqualTo("0,17-39");
            assertThat(set.robustIndices().cardinality()).isEqualTo(24);
        });
    }
}
