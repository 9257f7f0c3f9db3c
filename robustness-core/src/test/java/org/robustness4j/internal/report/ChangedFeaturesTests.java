package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.ChangesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

class ChangedFeaturesTests {

    private static final TestId TEST = new TestId("com.example.LoansRobustnessIT", "resistsPgd", null);
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TempDir
    Path folder;

    private static AdversarialExample example(InputShape shape, float[] clean, float[] adversarial) {
        Prediction clear = new Prediction(0, 0.9);
        return new AdversarialExample(
                7, 0, shape, Domain.range(0, 1), clean, adversarial, clear, clear, new Prediction(1, 0.625));
    }

    private static AttackEvaluation evaluation(AdversarialExample example, List<String> featureNames) {
        return SampleEvaluations.named(
                SampleEvaluations.showing(SampleEvaluations.FGSM, example), List.of("paid", HOSTILE), featureNames);
    }

    /** The epsilon of the evaluation is 0.07. */
    private static AttackEvaluation loans() {
        return evaluation(
                example(InputShape.flat(3), new float[] {0.1f, 0.75f, 0.00001f}, new float[] {0.135f, 0.68f, 0.00001f}),
                List.of("income", "age \"years\"", "debt"));
    }

    private EvaluationRecord recorded(AttackEvaluation evaluation) throws Exception {
        ResultsRecorder recorder = ResultsRecorder.begin(new ResultsFolder(folder), List.of(TEST), Clock.systemUTC());
        PictureFiles pictures = new PictureFiles(recorder.file(), 3);
        recorder.evaluated(
                TEST,
                evaluation,
                Judgement.of(evaluation, null),
                new Attachments(
                        pictures.write(evaluation),
                        pictures.changes(evaluation),
                        CandidatesRecord.none(0),
                        null,
                        false,
                        List.of(),
                        null,
                        null));
        recorder.complete();
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("../docs/results.schema.json")))
                        .validate(Files.readString(recorder.file()), InputFormat.JSON))
                .isEmpty();
        return latest().evaluations().get(0);
    }

    private LatestResults latest() throws Exception {
        return new LatestResults(new ResultsFolder(folder).read());
    }

    private static List<String> names(InputShape shape, List<String> featureNames, int... changed) {
        float[] clean = new float[shape.features()];
        float[] adversarial = clean.clone();
        for (int i = 0; i < changed.length; i++) {
            adversarial[changed[i]] = 0.5f - 0.1f * i;
        }
        AdversarialExample example = example(shape, clean, adversarial);
        return new ChangedFeatures(example, evaluation(example, featureNames).model())
                .record().features().stream().map(ChangesRecord.Feature::name).toList();
    }

    @Test
    void theFeaturesThatChangedMostComeFirstWithTheirShareOfEpsilon() throws Exception {
        EvaluationRecord evaluation = recorded(loans());

        ChangesRecord changes = evaluation.details().changes().get(0);
        assertThat(changes.changed()).isEqualTo(2);
        assertThat(changes.features())
                .containsExactly(
                        new ChangesRecord.Feature("age \"years\"", 0.75f, 0.68f),
                        new ChangesRecord.Feature("income", 0.1f, 0.135f));
        ChangesTable table = ChangesTable.of(evaluation).get(0);
        assertThat(table.rows())
                .containsExactly(
                        new ChangesTable.Row("age \"years\"", "0.75", "0.68", "-0.07", "100 %"),
                        new ChangesTable.Row("income", "0.1", "0.135", "+0.035", "50 %"));
        assertThat(table.csv())
                .isEqualTo("\"feature\",\"clean\",\"adversarial\",\"change\",\"of epsilon\"\n"
                        + "\"age \"\"years\"\"\",\"0.75\",\"0.68\",\"-0.07\",\"100 %\"\n"
                        + "\"income\",\"0.1\",\"0.135\",\"+0.035\",\"50 %\"\n");
        assertThat(table.caption())
                .isEqualTo("Sample 7 of class paid: taken for paid (90.0 %), then for " + HOSTILE + " (62.5 %)");
    }

    @Test
    void theReportShowsThemEscaped() throws Exception {
        recorded(loans());

        assertThat(new HtmlReport(List.of(new HtmlReport.Section(null, new ResultsFolder(folder), latest())), List.of())
                        .html())
                .contains("<h3>What changed most</h3>")
                .contains("<caption>Sample 7 of class paid: taken for paid (90.0 %), then for"
                        + " &lt;script&gt;alert(1)&lt;/script&gt; (62.5 %)</caption>")
                .contains("<th class=\"number\">Of epsilon</th>")
                .contains(
                        "<tr><td>age &quot;years&quot;</td><td class=\"number\">0.75</td><td class=\"number\">0.68</td>"
                                + "<td class=\"number\">-0.07</td><td class=\"number\">100 %</td></tr>")
                .doesNotContain("<script");
    }

    @Test
    void withoutNamesTheyAreNumberedFromNoughtWithTheirPlaceInTheSample() {
        assertThat(names(InputShape.flat(4), List.of(), 2)).containsExactly("feature 2");
        assertThat(names(new InputShape(Layout.NCW, 2, 1, 3), List.of(), 5)).containsExactly("feature 1, step 2");
        assertThat(names(new InputShape(Layout.NCHW, 2, 3, 4), List.of(), 23, 6))
                .containsExactly("channel 1, row 2, column 3", "channel 0, row 1, column 2");
        assertThat(names(new InputShape(Layout.NHWC, 2, 3, 4), List.of(), 23, 12))
                .containsExactly("channel 1, row 2, column 3", "channel 0, row 1, column 2");
        assertThat(names(new InputShape(Layout.NCW, 2, 1, 3), List.of("pulse", "breath"), 5))
                .containsExactly("breath, step 2");
    }

    @Test
    void noMoreThanEightAreShownAndTheRestIsCounted() throws Exception {
        float[] adversarial = new float[10];
        for (int i = 0; i < 10; i++) {
            adversarial[i] = 0.01f * (i + 1);
        }
        EvaluationRecord evaluation =
                recorded(evaluation(example(InputShape.flat(10), new float[10], adversarial), List.of()));

        assertThat(evaluation.details().changes().get(0).features()).hasSize(8);
        assertThat(ChangesTable.of(evaluation).get(0).rest()).isEqualTo("2 more changed, none of them further.");
    }

    @Test
    void samplesWithPicturesHaveNoTable() throws Exception {
        assertThat(recorded(SampleEvaluations.FGSM).details().changes()).isEmpty();
    }
}
