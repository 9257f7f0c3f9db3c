package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.SeveralOutputsTestCase;

/** What of a model's outputs an annotation names. */
class SeveralOutputsTests {

    @TempDir
    static Path results;

    private static EngineExecutionResults execution;

    @BeforeAll
    static void runs() {
        execution = EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(selectClass(SeveralOutputsTestCase.class))
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
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
    void oneLabelIsAttackedUnderItsName() throws Exception {
        EvaluationRecord evaluation = evaluation("keepsOneLabel");

        assertThat(evaluation.model().name()).isEqualTo("photos, output 'tags', label 1");
        assertThat(evaluation.model().classNames()).containsExactly("not outdoors", "outdoors");
        assertThat(evaluation.judged().verdict().name()).isEqualTo("PASS");
    }

    @Test
    void allLabelsAreLostWithTheNearest() throws Exception {
        EvaluationRecord evaluation = evaluation("losesSomeLabel");

        assertThat(evaluation.model().name()).isEqualTo("all tags, output 'tags'");
        assertThat(evaluation.model().classNames()).containsExactly("all as labelled", "some label changed");
        assertThat(evaluation.judged().reason()).contains("succeeded on 3 of 3");
        assertThat(evaluation.model().sha256())
                .isNotEqualTo(evaluation("keepsOneLabel").model().sha256());
    }

    @Test
    void severalOutputsAreListed() {
        failsWith(
                "isNotTold",
                "The ComputationGraph has several outputs: 'mood' gives classes, 'tags' gives labels, each on or off; name"
                        + " the one that is attacked, as in TestedModel.of(model).output(\"mood\") or"
                        + " @ModelUnderTest(output = \"mood\")");
    }

    @Test
    void aViewThatThereIsNotIsAnError() {
        failsWith(
                "hasNoSteps",
                "'tags' (OutputLayer) gives one output for each sample, not one for each step; leave lastStep out");
    }
}
