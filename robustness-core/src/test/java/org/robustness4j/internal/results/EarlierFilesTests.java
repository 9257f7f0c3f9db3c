package org.robustness4j.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.record.BaselineEntry;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.ProbeRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/** Files that earlier builds wrote, as they wrote them: they are read, and written again as they were. */
class EarlierFilesTests {

    private static Path file(String name) {
        return Path.of("src/test/resources/org/robustness4j/internal/results", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suite.json", "hardened.json"})
    void resultsAreWrittenAgainByteForByte(String name) throws Exception {
        assertThat(ResultsJson.write(ResultsJson.read(file(name)))).asString().isEqualTo(Files.readString(file(name)));
    }

    @Test
    void aBaselineIsWrittenAgainByteForByte() throws Exception {
        assertThat(ResultsJson.write(BaselineFile.read(file("baseline.json"))))
                .asString()
                .isEqualTo(Files.readString(file("baseline.json")));
    }

    @Test
    void everyFieldOfEachEvaluationIsRead() throws Exception {
        for (String name : List.of("suite.json", "hardened.json", "first-release.json")) {
            List<EvaluationRecord> read = ResultsJson.read(file(name)).evaluations();
            JsonNode stored = json(name).get("evaluations");
            assertThat(read).hasSize(stored.size());
            for (int i = 0; i < read.size(); i++) {
                requireSame(read.get(i), stored.get(i));
            }
        }
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(file(name).toFile());
    }

    private static void requireSame(EvaluationRecord read, JsonNode stored) {
        assertThat(read.test())
                .isEqualTo(new TestId(
                        stored.at("/test/className").asText(),
                        stored.at("/test/method").asText(),
                        stored.at("/test/variant").textValue()));
        assertThat(read.model().sha256()).isEqualTo(stored.at("/model/sha256").asText());
        assertThat(read.attack().name()).isEqualTo(stored.at("/attack/name").asText());
        assertThat(read.attack().kind().name())
                .isEqualTo(stored.at("/attack/kind").asText());
        assertThat(read.attack().goal().name())
                .isEqualTo(stored.at("/attack/goal").asText());
        assertThat(Objects.toString(read.attack().norm(), null))
                .isEqualTo(stored.at("/attack/norm").textValue());
        assertThat(read.attack().seed()).isEqualTo(stored.at("/attack/seed").asLong());
        assertThat(read.measured().samples()).isEqualTo(stored.get("samples").asLong());
        read.measured().outcomes().forEach((outcome, count) -> assertThat(count)
                .isEqualTo(stored.get("outcomes").get(outcome.name()).asLong()));
        assertThat(read.measured().outcomes()).hasSameSizeAs(stored.get("outcomes"));
        assertThat(read.attackSuccessRate().count())
                .isEqualTo(stored.at("/attackSuccessRate/count").asLong());
        assertThat(read.measured().robustAccuracy().lower())
                .isEqualTo(stored.at("/robustAccuracy/lower").asDouble());
        assertThat(read.measured().cleanAccuracy().total())
                .isEqualTo(stored.at("/cleanAccuracy/total").asLong());
        read.measured().distances().forEach((norm, distance) -> assertThat(distance.median())
                .isEqualTo(
                        stored.get("distances").get(norm.name()).get("median").asDouble()));
        assertThat(read.measured().distances()).hasSameSizeAs(stored.get("distances"));
        assertThat(read.judged().limit())
                .isEqualTo(
                        stored.get("limit").isNull()
                                ? null
                                : stored.get("limit").decimalValue());
        assertThat(read.judged().policy().name())
                .isEqualTo(stored.path("policy").asText("POINT"));
        assertThat(read.verdict().name()).isEqualTo(stored.get("verdict").asText());
        assertThat(read.judged().reason()).isEqualTo(stored.get("reason").asText());
        assertThat(read.judged().groups()).hasSameSizeAs(stored.path("groups"));
        assertThat(read.details().pictures()).hasSameSizeAs(stored.get("pictures"));
        assertThat(read.details().candidates().count())
                .isEqualTo(stored.at("/candidates/count").asLong());
        assertThat(read.details().diagnosis())
                .hasSameSizeAs(stored.get("diagnosis"))
                .zipSatisfy(stored.get("diagnosis"), (finding, node) -> {
                    assertThat(finding.check()).isEqualTo(node.get("check").asText());
                    assertThat(finding.severity().name())
                            .isEqualTo(node.get("severity").asText());
                    assertThat(finding.message()).isEqualTo(node.get("message").asText());
                });
        assertThat(read.effort().forwardEvaluations())
                .isEqualTo(stored.get("forwardEvaluations").asLong());
        assertThat(read.effort().gradientEvaluations())
                .isEqualTo(stored.get("gradientEvaluations").asLong());
        assertThat(read.effort().seconds()).isEqualTo(stored.get("seconds").asDouble());
        assertThat(read.finishedAt()).hasToString(stored.get("finishedAt").asText());
    }

    /** Copied from the files by eye, so that a mistake that reading and writing share shows. */
    @Test
    void valuesAreThoseInTheFile() throws Exception {
        List<EvaluationRecord> suite = ResultsJson.read(file("suite.json")).evaluations();
        EvaluationRecord passed = suite.get(0);
        assertThat(passed.verdict()).isEqualTo(Verdict.PASS);
        assertThat(passed.judged().limit()).isEqualTo(new BigDecimal("0.1"));
        assertThat(passed.attack().kind()).isEqualTo(AttackKind.ADVERSARIAL);
        assertThat(passed.attack().norm()).isEqualTo(Norm.LINF);
        assertThat(passed.judged().groups().get(0).kind()).isEqualTo(GroupTally.Kind.CLASS);
        EvaluationRecord fake = suite.get(1);
        assertThat(fake.attack().goal()).isEqualTo(Goal.FAKE);
        assertThat(fake.attack().target()).isZero();
        assertThat(fake.attack().isBounded()).isFalse();
        assertThat(fake.details().candidates().layout()).isEqualTo(Layout.NCHW);
        EvaluationRecord targeted = suite.get(4);
        assertThat(targeted.attack().goal()).isEqualTo(Goal.TARGETED);
        assertThat(targeted.measured().outcomes())
                .containsEntry(Outcome.EXCLUDED, 50L)
                .containsEntry(Outcome.ROBUST, 48L);
        assertThat(suite)
                .anySatisfy(evaluation -> assertThat(evaluation.details().diagnosis())
                        .anySatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.DOUBT)));

        EvaluationRecord hardened =
                ResultsJson.read(file("hardened.json")).evaluations().get(0);
        assertThat(hardened.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(hardened.details().candidates().layout()).isEqualTo(Layout.FLAT);
        HardeningRecord hardening = Objects.requireNonNull(hardened.hardening());
        assertThat(hardening.training().epochs()).hasSize(3);
        assertThat(hardening.training().epochs().get(1).cleanAccuracy()).isEqualTo(0.95);
        assertThat(hardening.curve()).hasSize(17);
        assertThat(hardening.attacks().get(0).after().robust().count()).isEqualTo(20);
        assertThat(hardening.attacks().get(0).seed()).isEqualTo(25_214_903_917L);
    }

    @Test
    void whatAnEarlierReleaseDidNotWriteIsFilledIn() throws Exception {
        EvaluationRecord read =
                ResultsJson.read(file("first-release.json")).evaluations().get(0);

        assertThat(read.judged().policy()).isEqualTo(VerdictPolicy.POINT);
        assertThat(read.judged().groups()).isEmpty();
        assertThat(read.details().sampleSet()).isNull();
        assertThat(read.model().classes()).isNull();
        assertThat(read.details().probe()).isEqualTo(new ProbeRecord(0, 0));
        assertThat(read.hardening()).isNull();
    }

    @Test
    void aBaselineIsRead() throws Exception {
        BaselineEntry entry = BaselineFile.read(file("baseline.json")).entries().get(0);

        assertThat(entry.test()).isEqualTo(new TestId("it.LineRobustnessIT", "isAttacked", null));
        assertThat(entry.attack().epsilon()).isEqualTo(0.1);
        assertThat(entry.attack().goal()).isEqualTo(Goal.UNTARGETED);
        assertThat(entry.sampleSet().broken()).isEqualTo("12-27");
        assertThat(entry.sampleSet().robustIndices().cardinality()).isEqualTo(24);
    }
}
