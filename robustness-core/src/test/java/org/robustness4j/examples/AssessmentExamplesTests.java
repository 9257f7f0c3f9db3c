package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.LocalTarget;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;

/** The example in the Javadoc of the assessor. */
class AssessmentExamplesTests {

    @Test
    void anAssessorComesToAVerdict() {
        AffineClassifier network = AffineClassifier.random(3, 20, Domain.range(0, 1), 1);
        Samples samples = network.samples(30, Domain.range(0, 1), 2);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.2, Domain.range(0, 1));
        RunOptions options = RunOptions.seed(1);

        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, options);
        Assessment assessment = new Assessor(LocalTarget.of(evaluator, options), AssessmentOptions.DEFAULT)
                .assess(
                        new AttackPlan(new Pgd(), threatModel, options),
                        SuccessRateLimits.atMost(new BigDecimal("0.05")),
                        AttackMonitor.NONE);
        assessment.judgement().verdict();

        assertThat(assessment.judgement().verdict()).isEqualTo(Verdict.FAIL);
    }
}
