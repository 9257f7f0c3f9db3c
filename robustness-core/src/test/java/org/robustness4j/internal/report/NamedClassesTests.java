package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsJson;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.GroupRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;

/** Classes that have names are called by them wherever people read of them, and by their numbers in what is stored. */
class NamedClassesTests {

    private static final TestId TEST = new TestId("com.example.PetsRobustnessIT", "resistsPgd", null);
    private static final List<String> PETS = List.of("cat", "<dog>", "newt");
    private static final BigDecimal THIRD = new BigDecimal("0.3");

    @TempDir
    Path folder;

    private static CountedEvaluations counted() {
        return CountedEvaluations.none()
                .with(1, 0, Outcome.BROKEN)
                .with(9, 0, Outcome.ROBUST)
                .with(4, 1, Outcome.BROKEN)
                .with(6, 1, Outcome.ROBUST);
    }

    private static AttackEvaluation named(AttackEvaluation evaluation) {
        return SampleEvaluations.named(evaluation, PETS, List.of());
    }

    private static EvaluationRecord targeted() {
        AttackEvaluation evaluation = named(counted()
                .with(3, 2, Outcome.EXCLUDED)
                .evaluation(
                        "Attack", AttackKind.ADVERSARIAL, ThreatModel.targeted(2, Norm.LINF, 0.1, Domain.range(0, 1))));
        return SampleEvaluations.record(
                TEST,
                evaluation,
                Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(THIRD)));
    }

    @Test
    void reasonsNameThem() {
        AttackEvaluation evaluation = named(counted().with(1, 2, Outcome.ROBUST).evaluation());

        assertThat(Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(THIRD))
                        .reason())
                .isEqualTo("Attack succeeded on 4 of 10 samples of the class <dog> (1), the limit is 30 %");
    }

    @Test
    void classesWithoutSamplesAreNamed() {
        AttackEvaluation evaluation = withoutNewts();

        assertThat(Judgement.by(evaluation, SuccessRateLimits.atMost(null).ofEachClass(BigDecimal.ONE))
                        .reason())
                .contains("1 of 3 classes have no sample (newt (2)), so");
        Rule rule = Rule.forAll(List.of(Limit.atMost(Metric.WORST_CLASS_ATTACK_SUCCESS_RATE, BigDecimal.ONE)));
        LatestResults results = new LatestResults(List.of(
                SampleEvaluations.file(SampleEvaluations.record(TEST, evaluation, Judgement.of(evaluation, null)))));
        assertThat(new Gate(List.of(rule)).check(results))
                .anySatisfy(violation -> assertThat(violation.message()).contains("there is none of newt (2);"));
    }

    private static AttackEvaluation withoutNewts() {
        AttackEvaluation two = counted().evaluation();
        return new AttackEvaluation(
                new AttackEvaluation.EvaluatedModel("pets", two.model().identity(), 3, PETS, List.of()),
                two.attack(),
                two.threatModel(),
                two.samplesSha256(),
                two.outcomes(),
                two.examples(),
                two.broken(),
                two.cost());
    }

    @Test
    void theGateNamesThem() {
        LatestResults results = new LatestResults(List.of(SampleEvaluations.file(targeted())));

        assertThat(new Gate(List.of()).check(results)).singleElement().satisfies(violation -> assertThat(
                        violation.message())
                .startsWith("worstClassAttackSuccessRate of the class <dog> (1) is 40.00 % (4 of 10)"));
    }

    @Test
    void tablesNameTheTarget() {
        assertThat(new EvaluationText(targeted()).goal()).isEqualTo("targeted newt (2)");
        assertThat(new SummaryTable(List.of(targeted())).lines())
                .anySatisfy(line -> assertThat(line).contains("newt (2)"));
    }

    @Test
    void theReportNamesThemEscaped() {
        LatestResults results = new LatestResults(List.of(SampleEvaluations.file(targeted())));

        assertThat(new HtmlReport(List.of(new HtmlReport.Section(null, new ResultsFolder(folder), results)), null)
                        .html())
                .contains("targeted newt (2)</small>")
                .contains("<dd>&lt;dog&gt; (1): 4 of 10, cat (0): 1 of 10</dd>")
                .doesNotContain("<dog>");
    }

    @Test
    void whatIsStoredKeepsNumbersBesideTheNames() {
        EvaluationRecord evaluation = targeted();

        assertThat(evaluation.judged().groups()).extracting(GroupRecord::name).containsExactly("0", "1");
        assertThat(evaluation.model().classNames()).isEqualTo(PETS);
        assertThat(new String(ResultsJson.write(evaluation), StandardCharsets.UTF_8))
                .contains("\"classNames\" : [ \"cat\", \"<dog>\", \"newt\" ]");
        assertThat(new String(ResultsJson.write(SampleEvaluations.record(TEST, null)), StandardCharsets.UTF_8))
                .doesNotContain("classNames")
                .doesNotContain("\"changes\"");
    }
}
