package org.robustness4j.internal.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.ProbeRecord;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

class ResultFilesTests {

    private static final TestId TEST = new TestId("com.example.DigitsRobustnessIT", "resistsFgsm", null);
    private static final TestId OTHER = new TestId("com.example.DigitsRobustnessIT", "resistsPgd", "epsilon=0.1");

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        ResultsRecorder recorder = begin();
        recorder.evaluated(
                TEST,
                SampleEvaluations.FGSM,
                Judgement.of(SampleEvaluations.FGSM, new BigDecimal("0.90")),
                Attachments.none(SampleEvaluations.FGSM));
        recorder.failed(OTHER, "no range");
        recorder.complete();

        ResultsFile file = new ResultsFolder(folder).read().get(0);
        assertThat(file.complete()).isTrue();
        assertThat(file.planned()).containsExactly(TEST, OTHER);
        assertThat(file.errors().get(0).message()).isEqualTo("no range");
        EvaluationRecord evaluation = file.evaluations().get(0);
        assertThat(evaluation.attackSuccessRate().rate()).isEqualTo(SampleEvaluations.FGSM.attackSuccessRate());
        assertThat(evaluation.judged().limit()).isEqualByComparingTo("0.9");
        assertThat(evaluation)
                .usingRecursiveComparison()
                .ignoringFields("finishedAt", "judged.limit", "attack.parameters")
                .isEqualTo(SampleEvaluations.record(
                        TEST,
                        SampleEvaluations.FGSM,
                        Judgement.of(SampleEvaluations.FGSM, new BigDecimal("0.90")),
                        List.of()));
    }

    @Test
    void filesSatisfyTheDocumentedSchemaFromTheFirstMomentOn() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/results.schema.json")));
        ResultsRecorder recorder = begin();
        assertThat(schema.validate(Files.readString(recorder.file()), InputFormat.JSON))
                .isEmpty();

        evaluate(recorder);
        EvaluationRecord evaluated = recorder.evaluated(
                TEST,
                SampleEvaluations.FGSM,
                Judgement.of(SampleEvaluations.FGSM, null),
                new Attachments(
                        List.of(),
                        new CandidatesRecord("candidates/results-1-a/1.npz", Layout.NCHW, 3, 4),
                        new Rate(2, 7),
                        true,
                        List.of(new Finding("zero-gradients", Severity.DOUBT, "made up")),
                        "0".repeat(64)));
        recorder.hardened(evaluated, hardening());
        recorder.skipped(OTHER, "not today");
        recorder.complete();
        String json = Files.readString(recorder.file());
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("\"LINF\"", "\"L7\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static HardeningRecord hardening() {
        HardeningRecord.Accuracy before =
                new HardeningRecord.Accuracy(RateRecord.of(new Rate(9, 10)), RateRecord.of(new Rate(2, 10)));
        HardeningRecord.Accuracy after =
                new HardeningRecord.Accuracy(RateRecord.of(new Rate(9, 10)), RateRecord.of(new Rate(7, 10)));
        return new HardeningRecord(
                new HardeningRecord.Training(
                        "AdversarialTraining",
                        Map.of("share", 1.0),
                        Map.of("seed", 7, "learningRate", "the model's own"),
                        "compiled",
                        "hardened/model/hardened.zip",
                        12.5,
                        2,
                        List.of(
                                new HardeningRecord.Epoch(1, 0.9, 0.5, null, null, false, 6.0),
                                new HardeningRecord.Epoch(2, 0.4, 0.8, 0.9, 0.7, false, 6.5))),
                List.of(new HardeningRecord.Attacked("AutoAttack", true, Map.of("queries", 5000), 3, before, after)),
                Verdict.PASS,
                "Fmn",
                List.of(new HardeningRecord.Point(0, 0.9, 0.9), new HardeningRecord.Point(0.1, 0.2, 0.7)),
                List.of(),
                List.of());
    }

    @Test
    void filesOfEarlierReleasesAreRead() throws Exception {
        ResultsRecorder recorder = begin();
        evaluate(recorder);
        recorder.complete();
        ObjectMapper mapper = new ObjectMapper();
        JsonNode earlier = mapper.readTree(recorder.file().toFile());
        ObjectNode evaluation = (ObjectNode) earlier.get("evaluations").get(0);
        evaluation.remove(List.of(
                "policy",
                "groups",
                "maxClassSuccessRate",
                "maxSliceSuccessRate",
                "sampleSet",
                "probe",
                "brokenByChecks"));
        ((ObjectNode) evaluation.get("model")).remove(List.of("classes", "logitsSha256"));
        ((ObjectNode) evaluation.get("attack")).remove("mutableSha256");
        mapper.writeValue(recorder.file().toFile(), earlier);

        EvaluationRecord read =
                new ResultsFolder(folder).read().get(0).evaluations().get(0);
        assertThat(read.judged().policy()).isEqualTo(VerdictPolicy.POINT);
        assertThat(read.judged().groups()).isEmpty();
        assertThat(read.judged().maxClassSuccessRate()).isNull();
        assertThat(read.details().sampleSet()).isNull();
        assertThat(read.model().classes()).isNull();
        assertThat(read.details().probe()).isEqualTo(new ProbeRecord(0, 0));
    }

    @Test
    void aFileIsCompleteOnlyWhenTheExecutionIs() throws Exception {
        ResultsRecorder recorder = begin();
        evaluate(recorder);

        ResultsFile file = new ResultsFolder(folder).read().get(0);
        assertThat(file.complete()).isFalse();
        assertThat(file.evaluations()).hasSize(1);
    }

    @Test
    void aTruncatedFileIsAnError() throws IOException {
        Path file = begin().file();
        Files.writeString(file, Files.readString(file).substring(0, 40));

        assertThatThrownBy(() -> new ResultsFolder(folder).read())
                .isInstanceOf(UnreadableResultsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileOfAnotherVersionIsAnError() throws IOException {
        Path file = begin().file();
        Files.writeString(file, Files.readString(file).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"));

        assertThatThrownBy(() -> new ResultsFolder(folder).read()).hasMessageContaining("schemaVersion is 2");
    }

    @Test
    void aMissingOrUnknownFieldIsAnError() throws IOException {
        Path file = begin().file();
        String json = Files.readString(file);
        Files.writeString(file, json.replace("\"complete\" : false,", ""));
        assertThatThrownBy(() -> new ResultsFolder(folder).read()).hasMessageContaining("complete");

        Files.writeString(file, json.replace("\"complete\"", "\"extra\" : 1, \"complete\""));
        assertThatThrownBy(() -> new ResultsFolder(folder).read()).hasMessageContaining("extra");
    }

    /** Its fields stand in groups in memory, and side by side in the file. */
    @Test
    void aMissingOrUnknownFieldOfAnEvaluationIsAnError() throws IOException {
        ResultsRecorder recorder = begin();
        evaluate(recorder);
        String json = Files.readString(recorder.file());

        for (String field :
                List.of("\"samples\" :", "\"verdict\" :", "\"candidates\" :", "\"seconds\" :", "\"goal\" :")) {
            Files.writeString(recorder.file(), json.replace(field, "\"extra\" : 1, " + field));
            assertThatThrownBy(() -> new ResultsFolder(folder).read()).as(field).hasMessageContaining("extra");
        }
        Files.writeString(recorder.file(), json.replaceFirst("\"seconds\" : [^,]*,", ""));
        assertThatThrownBy(() -> new ResultsFolder(folder).read()).hasMessageContaining("seconds");
        for (String group : List.of("measured", "judged", "details", "effort")) {
            Files.writeString(recorder.file(), json.replaceFirst("\"seconds\"", "\"" + group + "\" : {}, \"seconds\""));
            assertThatThrownBy(() -> new ResultsFolder(folder).read())
                    .hasMessageContaining("'" + group + "', which is not known");
        }
        Files.writeString(recorder.file(), json.replace("\"RECORDED\"", "\"MAYBE\""));
        assertThatThrownBy(() -> new ResultsFolder(folder).read()).hasMessageContaining("not one of [PASS, FAIL");
    }

    @Test
    void clearingDeletesResultFilesAndNothingElse() throws IOException {
        begin();
        Path other = Files.writeString(folder.resolve("baseline.json"), "{}");
        new ResultsFolder(folder).clear();

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(other);
        }
    }

    @Test
    void clearingDeletesWhatKilledProcessesWereWriting() throws IOException {
        writeHalf("results-1-a.json");
        writeHalf("pictures/results-1-a/0.png");
        writeHalf("candidates/results-1-a/0.npz");
        Path ofAnother = writeHalf("baseline.json");
        new ResultsFolder(folder).clear();

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(ofAnother);
        }
    }

    /** Leaves what a process leaves that is killed while it writes a file. */
    private Path writeHalf(String name) throws IOException {
        Path file = folder.resolve(name);
        List<Path> left = new ArrayList<>();
        ResultsFolder.replace(file, out -> {
            try (var files = Files.list(file.getParent())) {
                files.filter(other ->
                                other.toString().contains(file.getFileName().toString()))
                        .forEach(left::add);
            }
        });
        Files.delete(file);
        return Files.writeString(left.get(0), "half");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("robustness");

        assertThatThrownBy(() -> ResultsRecorder.begin(new ResultsFolder(blocked), List.of(TEST), Clock.systemUTC()))
                .hasMessageContaining("cannot be written to")
                .hasMessageContaining(blocked.toString());
    }

    @Test
    void ofRerunsTheNewestCounts() throws Exception {
        ResultsRecorder first = begin();
        first.failed(TEST, "flaky");
        first.complete();
        ResultsRecorder second = begin();
        evaluate(second);
        second.complete();

        LatestResults results = new LatestResults(new ResultsFolder(folder).read());
        assertThat(results.of(TEST)).singleElement().isInstanceOf(EvaluationRecord.class);
        assertThat(results.of(OTHER)).isEmpty();
        assertThat(results.tests()).containsExactly(TEST, OTHER);
    }

    private ResultsRecorder begin() {
        return ResultsRecorder.begin(new ResultsFolder(folder), List.of(TEST, OTHER), Clock.systemUTC());
    }

    private static void evaluate(ResultsRecorder recorder) {
        recorder.evaluated(
                TEST,
                SampleEvaluations.FGSM,
                Judgement.of(SampleEvaluations.FGSM, null),
                Attachments.none(SampleEvaluations.FGSM));
    }
}
