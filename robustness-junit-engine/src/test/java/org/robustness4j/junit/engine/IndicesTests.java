package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.internal.report.ChangesTable;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.IndicesTestCase;
import org.robustness4j.junit.engine.testcases.SentencesTestCase;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.Verdict;

/** A model of words is attacked by other words, whose number is what epsilon says. */
class IndicesTests {

    @TempDir
    static Path results;

    private static EngineExecutionResults execution;

    @BeforeAll
    static void runs() {
        execution = EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectClass(IndicesTestCase.class), selectClass(SentencesTestCase.class))
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.PICTURES, "2")
                .execute();
    }

    private static EvaluationRecord evaluation(String method) throws Exception {
        return new LatestResults(new ResultsFolder(results).read())
                .evaluations().stream()
                        .filter(evaluation -> evaluation.test().method().equals(method))
                        .findFirst()
                        .orElseThrow();
    }

    private static void failsWith(String method, String expected) {
        execution
                .allEvents()
                .assertThatEvents()
                .haveAtLeast(1, event(test(method), finishedWithFailure(message(text -> text.contains(expected)))));
    }

    @Test
    void substitutionsAreRecordedWithTheirNumber() throws Exception {
        EvaluationRecord evaluation = evaluation("recordsSubstitutions");

        assertThat(evaluation.attack().threat().norm()).isEqualTo(Norm.L0);
        assertThat(evaluation.attack().threat().minimum()).isZero();
        assertThat(evaluation.attack().threat().maximum()).isEqualTo(29);
        assertThat(Objects.requireNonNull(evaluation.measured().distances().get(Norm.L0))
                        .maximum())
                .isBetween(1.0, 2.0);
        ChangesTable.Row row = ChangesTable.of(evaluation).get(0).rows().get(0);
        assertThat(row.name()).matches("step [0-5]");
        assertThat(row.clean() + " -> " + row.adversarial()).matches("\\d+ -> \\d+");
        assertThat(row.share()).isEqualTo("1 of 2");
        execution.testEvents().assertThatEvents().haveAtLeast(1, event(finishedSuccessfully()));
    }

    @Test
    void aLimitThatIsMetIsBelieved() throws Exception {
        assertThat(evaluation("isHeldToALimit").judged().verdict())
                .as(String.valueOf(evaluation("isHeldToALimit").judged().reason()))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void paddingIsNoWord() throws Exception {
        EvaluationRecord evaluation = evaluation("standsOneOtherWord");

        assertThat(evaluation.judged().verdict())
                .as(String.valueOf(evaluation.judged().reason()))
                .isEqualTo(Verdict.PASS);
        assertThat(evaluation.measured().cleanAccuracy().value()).isOne();
        assertThat(ChangesTable.of(evaluation).get(0).rows())
                .allSatisfy(
                        row -> assertThat(row.clean() + " " + row.adversarial()).doesNotContainPattern("\\b0\\b"));
    }

    @Test
    void mistakesAreSaidInOneSentence() {
        failsWith("isNotMadeForPositions", "Pgd is not made for the norm L0, which counts the positions that change");
        failsWith("countsNoHalves", "may change, but is 1.5; give a whole number, such as 2");
        failsWith("shiftsIndices", "The model takes indices, along which there is no gradient and no distance");
    }
}
