package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.ChangesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.NamedTableTestCase;

class NamesTests {

    @TempDir
    static Path results;

    private static EngineExecutionResults execution;

    @BeforeAll
    static void runs() {
        execution = EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectClass(NamedTableTestCase.class))
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
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(method), finishedWithFailure(message(text -> text.contains(expected)))));
    }

    @Test
    void theAnnotationNamesClassesAndFeatures() throws Exception {
        EvaluationRecord evaluation = evaluation("namesOfTheAnnotation");

        assertThat(evaluation.model().classNames()).containsExactly("refused", "granted");
        List<ChangesRecord> changes = evaluation.details().changes();
        assertThat(changes).hasSize(2).allSatisfy(change -> {
            assertThat(change.features())
                    .extracting(ChangesRecord.Feature::name)
                    .containsExactlyInAnyOrder("income", "debt", "savings", "rent");
            assertThat(change.clean().name()).isEqualTo(change.label());
            assertThat(change.adversarial().name()).isNotEqualTo(change.label());
        });
    }

    @Test
    void theReasonOfAVerdictNamesTheClass() throws Exception {
        assertThat(evaluation("namesOfTheAnnotation").judged().reason())
                .matches("Fgsm succeeded on \\d+ of \\d+ samples of the class (refused \\(0\\)|granted \\(1\\)), the"
                        + " limit is 10 %.*");
    }

    @Test
    void theTargetIsPublishedByNumberAndName() {
        assertThat(execution.testEvents().stream()
                        .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
                        .flatMap(event -> event.getPayload(ReportEntry.class).stream())
                        .map(ReportEntry::getKeyValuePairs))
                .anySatisfy(entries -> assertThat(entries)
                        .containsAllEntriesOf(Map.of("robustness.target", "1", "robustness.targetName", "granted")));
    }

    @Test
    void withoutTheAnnotationThoseOfTheDataSetAreUsed() throws Exception {
        EvaluationRecord evaluation = evaluation("namesOfTheData");

        assertThat(evaluation.model().classNames()).containsExactly("out", "in");
        assertThat(evaluation.details().changes().get(0).features())
                .extracting(ChangesRecord.Feature::name)
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void thoseOfTheModelGoBeforeThoseOfTheDataSet() throws Exception {
        assertThat(evaluation("namesOfTheModel").model().classNames()).containsExactly("no", "yes");
    }

    @Test
    void namesThatDoNotFitAreErrors() {
        failsWith(
                "namedTwice",
                "The model names its classes [no, yes], @TestSamples loans names them [refused,"
                        + " granted]; name them once");
        failsWith("oneNameTooMany", "has 2 classes, but 3 names are given ('refused' to 'open'); give one for each");
        failsWith(
                "theSameNameTwice",
                "@TestSamples twice: The features 0 and 2 are both named 'income'; give each of the features a name of"
                        + " its own");
    }
}
