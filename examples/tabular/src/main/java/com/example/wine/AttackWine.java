package com.example.wine;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.util.ModelSerializer;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;

/** The test of the same wines as a program, with the same checks and the same verdicts. */
public final class AttackWine {

    private AttackWine() {}

    /** Attacks, and prints the table. */
    public static void main(String[] args) throws IOException {
        RunOptions options = RunOptions.seed(0);
        Samples samples = SampleSource.read(Wine.standardized(Wine.test()), false);
        TestedModel model = TestedModel.of(ModelSerializer.restoreMultiLayerNetwork(Wine.MODEL.toFile()))
                .named("wine")
                .range(-6, 6);
        Assessor assessor = Assessor.of(new RobustnessEvaluator(model, samples, options), options);
        Map<String, Assessment> assessments = new LinkedHashMap<>();
        for (double epsilon : new double[] {0.1, 0.25}) {
            ThreatModel ball = ThreatModel.untargeted(Norm.LINF, epsilon, model.domain());
            SuccessRateLimits limits = SuccessRateLimits.atMost(new BigDecimal("0.25"));
            assessments.put("Pgd " + epsilon, assessor.assess(new Pgd(), ball, limits));
        }
        System.out.println(Assessment.table(assessments));
    }
}
