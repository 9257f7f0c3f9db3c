package org.robustness4j.benchmarks;

import java.io.IOException;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole process: start, load ND4J, take the clean predictions, attack with PGD-40, verify. Tells how long each took
 * and, on Linux, the largest resident memory.
 */
public final class AttackProcess {

    private static final Logger LOG = LoggerFactory.getLogger(AttackProcess.class);

    private AttackProcess() {}

    /**
     * Runs.
     *
     * @param arguments the number of MNIST images, 1,000 unless given, and of workers, 2 unless given
     */
    public static void main(String[] arguments) throws IOException {
        int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        long start = ProcessFigures.start();
        Samples samples = ReferenceData.mnist(images);
        RunOptions options = new RunOptions(1, workers);
        TestedModel model =
                TestedModel.of(Dl4jNetwork.of(ReferenceModels.mnistCnn())).range(0, 1);
        long loaded = System.currentTimeMillis();
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples, options);
        long predicted = System.currentTimeMillis();
        AttackEvaluation evaluation = evaluator.evaluate(
                new Pgd(40, StepSize.of(0.01), 1), ThreatModel.untargeted(Norm.LINF, 0.1, model.domain()), options);
        long attacked = System.currentTimeMillis();
        LOG.info(
                "{} images, {} workers: {} ms to load, {} ms to predict, {} ms to attack and verify; robust accuracy {}; {}",
                images,
                workers,
                loaded - start,
                predicted - loaded,
                attacked - predicted,
                evaluation.robustAccuracy().value(),
                ProcessFigures.memory());
    }
}
