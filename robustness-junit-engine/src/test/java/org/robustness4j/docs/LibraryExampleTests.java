package org.robustness4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;

/** What README.md and docs/library.md show of use without JUnit. */
class LibraryExampleTests {

    private final MultiLayerNetwork network = TinyDigits.network();
    private final DataSet data = TinyDigits.samples(60, 2);

    @Test
    void aRateInSixLines() {
        Samples samples = SampleSource.read(data, false);

        RunOptions options = RunOptions.seed(0);
        TestedModel model = TestedModel.of(network).range(0, 1);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples, options);
        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 0.1, model.domain());
        AttackEvaluation evaluation = evaluator.evaluate(new Pgd(), ball, options);
        System.out.println(evaluation.attackSuccessRate() + " samples are broken");

        assertThat(evaluation.attackSuccessRate().total()).isPositive();
    }

    @Test
    void aVerdict() {
        Samples samples = SampleSource.read(data, false);
        RunOptions options = RunOptions.seed(0);
        TestedModel model = TestedModel.of(network).range(0, 1);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples, options);
        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 0.1, model.domain());

        SuccessRateLimits limits = SuccessRateLimits.atMost(new BigDecimal("0.90"));
        Assessor assessor = Assessor.of(evaluator, options);
        Assessment assessment = assessor.assess(new Pgd(), ball, limits);
        System.out.println(assessment.judgement().verdict());
        System.out.println(assessment.judgement().reason());
        System.out.println(Assessment.table(Map.of("Pgd 0.1", assessment)));

        assertThat(assessment.judgement().verdict()).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void anAutoAttack() {
        Samples samples = SampleSource.read(data, false);
        TestedModel model = TestedModel.of(network).range(0, 1);

        RunOptions options = RunOptions.seed(0).withWorkers(4);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples, options);
        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 8 / 255.0, evaluator.domain());
        AttackEvaluation evaluation = evaluator.evaluate(new AutoAttack(), ball, options);
        System.out.println(evaluation.robustAccuracy());

        assertThat(evaluation.robustAccuracy().total()).isEqualTo(60);
    }
}
