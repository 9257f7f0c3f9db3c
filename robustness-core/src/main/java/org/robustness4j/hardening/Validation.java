package org.robustness4j.hardening;

import java.nio.file.Path;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * How robust a checkpoint is, on samples that are not trained on. The attack is PGD with many steps whatever training
 * uses: a model that has learned to fool a single step is found out.
 */
record Validation(Samples samples, Perturbation.Ball ball, Domain domain, RunOptions options) {

    private static final Pgd ATTACK = new Pgd(20, StepSize.ofEpsilon(0.25), 1);

    /** Accuracies as shares of the samples. */
    record Accuracy(double clean, double robust) {}

    Accuracy of(Path checkpoint) {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(checkpoint).in(domain), samples, options);
        ThreatModel threat = ThreatModel.untargeted(ball, domain);
        return new Accuracy(
                evaluator.cleanAccuracy().value(),
                evaluator.evaluate(ATTACK, threat, options).robustAccuracy().value());
    }
}
