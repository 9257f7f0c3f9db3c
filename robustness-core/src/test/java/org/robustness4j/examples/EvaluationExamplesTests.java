package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.report.ConsoleWidth;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;

/** The examples in the Javadoc of evaluator and assessor, on a model of which it is known what can be broken. */
class EvaluationExamplesTests {

    private static final Domain UNIT = Domain.range(0, 1);
    private static final AffineClassifier network = AffineClassifier.random(3, 20, UNIT, 1);
    private static final Samples samples = network.samples(30, UNIT, 2);

    @Test
    void anEvaluatorMeasuresRobustAccuracy() {
        RunOptions options = RunOptions.seed(1);
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
        AttackEvaluation evaluation =
                evaluator.evaluate(new Pgd(), ThreatModel.untargeted(Norm.LINF, 0.1, evaluator.domain()), options);
        double robustAccuracy = evaluation.robustAccuracy().value();

        int robust = samples.size() - network.breakable(samples, UNIT, 0.1, -1);
        assertThat(robustAccuracy).isEqualTo((double) robust / samples.size());
    }

    @Test
    void anAssessorComesToAVerdict() {
        RunOptions options = RunOptions.seed(1);

        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.2, evaluator.domain());
        Assessment assessment = Assessor.of(evaluator, options)
                .assess(new Pgd(), threatModel, SuccessRateLimits.atMost(new BigDecimal("0.05")));
        Verdict verdict = assessment.judgement().verdict();

        assertThat(verdict).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aProgramPrintsTheTableOfTheGate() {
        RunOptions options = RunOptions.seed(1);
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
        Assessor assessor = Assessor.of(evaluator, options);
        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 0.2, evaluator.domain());
        SuccessRateLimits limits = SuccessRateLimits.atMost(new BigDecimal("0.05"));

        Map<String, Assessment> assessments = new LinkedHashMap<>();
        assessments.put("resistsPgd", assessor.assess(new Pgd(), ball, limits));
        assessments.put("resistsSquare", assessor.assess(new Square(1000), ball, limits));
        System.out.println(Assessment.table(assessments));

        List<EvaluationRecord> records = assessments.entrySet().stream()
                .map(named -> EvaluationRecord.of(
                        new TestId("", named.getKey(), null),
                        named.getValue().evaluation(),
                        named.getValue().judgement(),
                        Attachments.none(named.getValue().evaluation()),
                        Instant.EPOCH))
                .toList();
        assertThat(Assessment.table(assessments).lines())
                .as("the figures of the records")
                .containsExactlyElementsOf(new SummaryTable(
                                records,
                                ConsoleWidth.of(System.getenv("COLUMNS")).columns())
                        .lines());
        assertThat(Assessment.table(assessments)).containsSubsequence("FAIL", "resistsPgd", "FAIL", "resistsSquare");
    }
}
