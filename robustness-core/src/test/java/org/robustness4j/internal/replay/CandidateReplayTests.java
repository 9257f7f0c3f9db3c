package org.robustness4j.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;

class CandidateReplayTests {

    private static final TestId TEST = new TestId("com.example.HalvesRobustnessIT", "resistsFgsm", null);
    private static final Samples SAMPLES = LinearModel.samples(40);
    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final AttackEvaluation EVALUATION = new RobustnessEvaluator(
                    LinearModel.UNBIASED.tested(), SAMPLES, OPTIONS)
            .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.05, Domain.range(0, 1)), OPTIONS);

    @TempDir
    Path path;

    private ResultsFolder folder;
    private EvaluationRecord record;

    @BeforeEach
    void store() throws Exception {
        folder = new ResultsFolder(path);
        ResultsRecorder recorder = ResultsRecorder.begin(folder, List.of(TEST), Clock.systemUTC());
        recorder.evaluated(
                TEST,
                EVALUATION,
                Judgement.of(EVALUATION, null),
                new Attachments(
                        List.of(),
                        new CandidateFiles(recorder.file(), 1000).write(EVALUATION.broken()),
                        null,
                        false,
                        List.of(),
                        null));
        recorder.complete();
        record = folder.read().get(0).evaluations().get(0);
    }

    @Test
    void theSameModelPredictsTheSame() throws Exception {
        ReplayedEvaluation replayed =
                CandidateReplay.of(record, folder).on(LinearModel.UNBIASED.tested(), SAMPLES, EVALUATION.broken());

        assertThat(replayed.samples()).hasSize(EVALUATION.broken().size());
        assertThat(replayed.differences()).isEmpty();
        assertThat(replayed.remarks()).isEmpty();
        assertThat(replayed.modelChanged()).isFalse();
        assertThat(replayed.count(sample -> Boolean.TRUE.equals(sample.sameCandidate())))
                .isEqualTo(replayed.samples().size());
    }

    @Test
    void anotherModelIsNamedByItsHash() throws Exception {
        LinearModel biased = new LinearModel(5, "cd".repeat(32));
        ReplayedEvaluation replayed = CandidateReplay.of(record, folder).on(biased.tested(), SAMPLES);

        assertThat(replayed.modelChanged()).isTrue();
        assertThat(replayed.remarks())
                .singleElement()
                .asString()
                .contains("abab")
                .contains("cdcd");
        assertThat(replayed.differences()).singleElement().asString().contains("predicted otherwise than recorded");
        assertThat(replayed.samples())
                .allSatisfy(sample -> assertThat(sample.predicted()).isZero());
    }

    @Test
    void aCandidateOutsideTheBallIsADifference() throws Exception {
        CandidateReplay stored = CandidateReplay.of(record, folder);
        float[] far = stored.stored().adversarial().get(0).clone();
        far[0] += far[0] < 0.5 ? 0.2f : -0.2f;
        BrokenSamples moved =
                new BrokenSamples(SAMPLES, new int[] {stored.stored().index(0)}, List.of(far), new int[] {
                    stored.stored().prediction(0)
                });

        assertThat(new CandidateReplay(record, moved)
                        .on(LinearModel.UNBIASED.tested(), SAMPLES)
                        .differences())
                .anySatisfy(difference -> assertThat(difference).contains("1 of 1 candidates are outside the ball"));
    }

    @Test
    void samplesThatAreGoneAreARemark() throws Exception {
        Samples others =
                SAMPLES.where(i -> SAMPLES.index(i) != EVALUATION.broken().index(0));

        assertThat(CandidateReplay.of(record, folder)
                        .on(LinearModel.UNBIASED.tested(), others)
                        .remarks())
                .singleElement()
                .asString()
                .startsWith("1 of " + EVALUATION.broken().size());
    }

    @Test
    void whatIsNotStoredCannotBeReplayed() throws Exception {
        EvaluationRecord without = EvaluationRecord.of(
                TEST, EVALUATION, Judgement.of(EVALUATION, null), Attachments.none(EVALUATION), record.finishedAt());
        assertThatThrownBy(() -> CandidateReplay.of(without, folder)).hasMessageContaining("robustness.candidates");

        try (var files = Files.walk(path.resolve("candidates"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        assertThatThrownBy(() -> CandidateReplay.of(record, folder))
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining(".npz");
    }

    @Test
    void aReportIsReadBack() throws Exception {
        ReplayReport report = new ReplayReport(List.of(
                CandidateReplay.of(record, folder).on(LinearModel.UNBIASED.tested(), SAMPLES),
                ReplayedEvaluation.failed(record, "no such class")));
        Path file = ReplayReport.fileIn(folder);
        report.write(file);

        assertThat(ReplayReport.read(file)).isEqualTo(report);
        assertThat(report.differences())
                .containsExactly("HalvesRobustnessIT.resistsFgsm: cannot be replayed: no such class");
    }
}
