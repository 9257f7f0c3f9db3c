package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

class LongNamesAndManyClassesTests {

    private static final int CLASSES = 1000;
    private static final TestId TEST = new TestId("com.example." + "Long".repeat(75), "m".repeat(300), "v".repeat(300));

    @TempDir
    Path folder;

    /** Of the class {@code i} all 5 samples are robust, but of class 700 all 5 are broken, and of class 300 3 of 5. */
    private static AttackEvaluation evaluation() {
        CountedEvaluations counted = CountedEvaluations.none();
        for (int label = 0; label < CLASSES; label++) {
            int broken = label == 700 ? 5 : label == 300 ? 3 : 0;
            counted.with(broken, label, Outcome.BROKEN).with(5 - broken, label, Outcome.ROBUST);
        }
        return counted.evaluation();
    }

    private ResultsFolder recorded() {
        AttackEvaluation evaluation = evaluation();
        ResultsFolder results = new ResultsFolder(folder);
        ResultsRecorder recorder = ResultsRecorder.begin(results, List.of(TEST), Clock.systemUTC());
        recorder.evaluated(
                TEST, evaluation, Judgement.of(evaluation, new BigDecimal("0.1")), Attachments.none(evaluation));
        recorder.complete();
        return results;
    }

    @Test
    void theReportShowsTheWorstClassesAndTheFileHasAll() throws Exception {
        ResultsFolder results = recorded();
        LatestResults latest = new LatestResults(results.read());

        assertThat(latest.evaluations().get(0).judged().groups()).hasSize(CLASSES);
        String html = new HtmlReport(List.of(new HtmlReport.Section(null, results, latest)), null).html();
        assertThat(html.replace("<wbr>", ""))
                .contains("<dd>700: 5 of 5, 300: 3 of 5, 0: 0 of 5, ")
                .contains(", and 980 more, none of them worse</dd>")
                .contains(TEST.displayName());
        assertThat(html.length()).isLessThan(20_000);
    }

    @Test
    void theTableWrapsLongNames() throws Exception {
        EvaluationRecord evaluation =
                new LatestResults(recorded().read()).evaluations().get(0);

        List<String> lines = new SummaryTable(Collections.nCopies(2, evaluation)).lines();

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(String.join("", lines)).contains("PASS");
    }
}
