package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.internal.results.BaselineFile;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.BaselineEntry;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;

/** Earlier builds wrote all digits of an epsilon into the names of tests. */
class EarlierNamesTests {

    private static final TestId TEST = new TestId("it.LineRobustnessIT", "isAttacked", "epsilon=2/255");
    private static final TestId EARLIER =
            new TestId("it.LineRobustnessIT", "isAttacked", "epsilon=0.00784313725490196");

    @TempDir
    Path folder;

    /** The file that an earlier build wrote, with the variant that it would have written. */
    private Path baseline() throws Exception {
        String written =
                Files.readString(Path.of("src/test/resources/org/robustness4j/internal/results", "baseline.json"));
        return Files.writeString(
                folder.resolve("baseline.json"),
                written.replace("\"variant\" : null", "\"variant\" : \"" + EARLIER.variant() + "\""));
    }

    private static EvaluationRecord evaluation(TestId test, BaselineEntry entry) {
        EvaluationRecord any = SampleEvaluations.record(test, null);
        EvaluationRecord.Details details = any.details();
        return new EvaluationRecord(
                test,
                any.model(),
                entry.attack(),
                any.measured(),
                any.judged(),
                new EvaluationRecord.Details(
                        entry.sampleSet(),
                        details.pictures(),
                        details.changes(),
                        details.candidates(),
                        details.probe(),
                        details.brokenByChecks(),
                        details.survivesEightBit(),
                        details.fromCache(),
                        details.diagnosis(),
                        details.hardenable()),
                any.hardening(),
                any.effort(),
                any.finishedAt());
    }

    @Test
    void aBaselineOfAnEarlierBuildIsCompared() throws Exception {
        Path file = baseline();
        EvaluationRecord now =
                evaluation(TEST, BaselineFile.read(file).entries().get(0));

        BaselineReport report =
                new Baseline(file, 0.05).compare(new LatestResults(List.of(SampleEvaluations.file(now))));

        assertThat(report.violations()).isEmpty();
        assertThat(report.notes()).containsExactly("1 evaluation(s) were compared with the baseline " + file);
    }

    @Test
    void aTestIsTheSameUnderItsEarlierName() throws Exception {
        EvaluationRecord ofAnotherAttack = SampleEvaluations.record(TEST, "0.5");

        BaselineReport report = new Baseline(baseline(), 0.05)
                .compare(new LatestResults(List.of(SampleEvaluations.file(ofAnotherAttack))));

        assertThat(report.violations())
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains(", but has ")
                .doesNotContain("now there is");
    }

    @Test
    void resultsUnderBothNamesAreThoseOfOneTest() {
        LatestResults results = new LatestResults(List.of(
                SampleEvaluations.file(SampleEvaluations.record(EARLIER, "0.5")),
                SampleEvaluations.file(SampleEvaluations.record(TEST, "0.5"))));

        assertThat(results.tests()).containsExactly(TEST);
        assertThat(results.of(EARLIER)).hasSize(1).isEqualTo(results.of(TEST));
        assertThat(EARLIER.displayName()).isEqualTo("LineRobustnessIT.isAttacked[epsilon=2/255]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*isAttacked[epsilon=0.00784313725490196]",
                "*0.00784313725490196*",
                "*isAttacked[epsilon=2/255]",
                "it.LineRobustnessIT#isAttacked[epsilon=2/255]",
                "LineRobustnessIT.*"
            })
    void patternsMatchByBothNames(String pattern) {
        assertThat(new NamePattern(pattern).matches(EARLIER)).isTrue();
        boolean isOfTheEarlierNameAlone = pattern.startsWith("*0.");
        assertThat(new NamePattern(pattern).matches(TEST)).isEqualTo(!isOfTheEarlierNameAlone);
    }
}
