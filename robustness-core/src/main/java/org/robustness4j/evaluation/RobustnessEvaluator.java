package org.robustness4j.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * Attacks a model on a set of samples and has the user's own model confirm what the attacks find. The clean predictions are
 * taken once and serve all attacks.
 *
 * <p>An evaluator belongs to one thread.
 */
public final class RobustnessEvaluator {

    private final String modelName;
    private final ModelIdentity identity;
    private final Domain domain;
    private final Samples samples;
    private final Classifier classifier;
    private final VerifyingModel verifyingModel;
    private final int[] cleanPredictions;

    /**
     * Checks that model and samples fit, and takes the clean predictions.
     *
     * @throws IllegalArgumentException if a sample lies outside the domain, a label is no class of the model, or the model
     *     does not take samples of this shape
     * @throws IllegalStateException if the model's domain is not declared, its output is not finite, or the classifier that
     *     attacks see does not predict what the model's own output does
     */
    public RobustnessEvaluator(TestedModel model, Samples samples, RunOptions options) {
        this.modelName = model.name();
        this.identity = model.model().identity();
        this.domain = model.domain();
        this.samples = samples;
        samples.requireInside(domain);
        this.classifier = model.model().classifier(samples.shape());
        samples.requireLabelsBelow(classifier.classes());
        this.verifyingModel =
                new VerifyingModel(model.model().predictor(samples.shape()), options.blockSize(samples.shape()));
        this.cleanPredictions = verifyingModel.predict(samples.inputs());
        new Agreement(classifier, options.blockSize(samples.shape())).require(samples, cleanPredictions);
    }

    /** The domain of the samples. */
    public Domain domain() {
        return domain;
    }

    /**
     * Runs one attack on the samples it can succeed on.
     *
     * @throws IllegalArgumentException if the attack does not fit the model or the threat model
     * @throws IllegalStateException if the model returns values that are not finite
     */
    public AttackEvaluation evaluate(Attack attack, ThreatModel threatModel, RunOptions options) {
        long start = System.nanoTime();
        Samples attacked = samples.where(i -> threatModel.isAttackable(samples.label(i), cleanPredictions[i]));
        AttackRun run = attack.run(classifier, attacked, threatModel, options);
        int[] predictions = verifyingModel.predict(wellFormed(run.candidates(), attacked));
        List<SampleOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (threatModel.isAttackable(samples.label(i), cleanPredictions[i])) {
                outcomes.add(verified(i, run.candidates().get(next), predictions[next], threatModel));
                next++;
            } else {
                Outcome outcome = cleanPredictions[i] == samples.label(i) ? Outcome.EXCLUDED : Outcome.ALREADY_WRONG;
                outcomes.add(
                        SampleOutcome.notAttacked(samples.index(i), samples.label(i), cleanPredictions[i], outcome));
            }
        }
        return new AttackEvaluation(
                modelName,
                identity,
                attack.name(),
                attack.kind(),
                attack.parameters(),
                threatModel,
                options.seed(),
                run.blockSize(),
                outcomes,
                run.forwardEvaluations(),
                run.gradientEvaluations(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** The candidates' points; a defective one, which a model could not be asked about, is replaced by its clean sample. */
    private static Matrix wellFormed(List<Candidate> candidates, Samples attacked) {
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            points.add(candidate.defect() == null ? candidate.point() : attacked.input(i));
        }
        return Matrix.ofRows(points, attacked.shape().features());
    }

    private SampleOutcome verified(int position, Candidate candidate, int prediction, ThreatModel threatModel) {
        float[] clean = samples.input(position);
        FeasibleRegion region = threatModel.around(clean);
        String defect = candidate.defect();
        if (defect == null && !region.contains(candidate.point())) {
            defect = "it lies outside the ball or the range";
        }
        Outcome outcome;
        if (defect != null) {
            outcome = Outcome.INVALID;
        } else if (threatModel.isReached(samples.label(position), prediction)) {
            outcome = Outcome.BROKEN;
        } else {
            outcome = candidate.claimed() || candidate.blind() ? Outcome.INCONCLUSIVE : Outcome.ROBUST;
        }
        return new SampleOutcome(
                samples.index(position),
                samples.label(position),
                cleanPredictions[position],
                outcome,
                prediction,
                Norm.LINF.distance(clean, candidate.point()),
                Norm.L2.distance(clean, candidate.point()),
                Norm.L1.distance(clean, candidate.point()),
                defect);
    }
}
