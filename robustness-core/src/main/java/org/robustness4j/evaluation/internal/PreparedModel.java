package org.robustness4j.evaluation.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.certification.internal.CertifiableModel;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.AttackEvaluation.AttackSettings;
import org.robustness4j.evaluation.AttackEvaluation.Cost;
import org.robustness4j.evaluation.AttackEvaluation.EvaluatedModel;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.ThreatModel;

/**
 * A model made ready for attacks on samples of one shape: the classifier that attacks follow, and the user's own model,
 * which confirms what they find.
 *
 * <p>It belongs to one thread.
 */
public final class PreparedModel {

    private static final int PROBES = 8;

    private final TestedModel model;
    private final Classifier classifier;
    private final ModelIdentity identity;
    private final VerifyingModel verifyingModel;
    private final int blockSize;
    private final EvaluatedModel description;
    private final int features;
    private final InputShape shape;
    private @Nullable CertifiableModel certifiable;

    /**
     * Makes a model ready.
     *
     * @param options their memory
     * @throws IllegalArgumentException if the model does not take samples of this shape, or its classes or features
     *     are named, but not each of them
     * @throws IllegalStateException if the model's domain is not declared
     */
    public PreparedModel(TestedModel model, InputShape shape, RunOptions options) {
        model.domain();
        this.model = model;
        this.classifier = model.model().classifier(shape).withMemory(options.memoryOfAWorker());
        this.identity = model.model().identity().computedBy(classifier.computedBy());
        this.description = new EvaluatedModel(
                model.name(),
                identity,
                classifier.classes(),
                classNames(model, classifier.classes(), shape),
                model.names().ofFeatures(model.name(), shape));
        this.features = shape.features();
        this.shape = shape;
        this.blockSize = options.blockSize(shape);
        this.verifyingModel = new VerifyingModel(model.model().predictor(shape), blockSize);
    }

    private static List<String> classNames(TestedModel model, int classes, InputShape shape) {
        List<String> own = model.model().classNames(model.names().classes().names(), shape);
        return own.isEmpty() ? model.names().ofClasses(model.name(), classes) : own;
    }

    /** The name of a feature, for people. */
    public String featureName(int feature) {
        return description.featureNameWithNumber(feature, features);
    }

    /** The model as it was given. */
    public TestedModel model() {
        return model;
    }

    /** The model as attacks see it. */
    public Classifier classifier() {
        return classifier;
    }

    /** The model, and what computes it. */
    public ModelIdentity identity() {
        return identity;
    }

    /** The model as evaluations name it. */
    public EvaluatedModel description() {
        return description;
    }

    /** Whether the model's own output for the first samples differs from call to call. */
    public boolean isRandomized(Samples samples) {
        boolean isCompiled = classifier.preferredBatch().isPresent()
                && model.model().ownCode().isEmpty();
        return verifyingModel.isRandomized(samples.inputs(), isCompiled);
    }

    /**
     * The logits that attacks follow, for the first of some samples: what tells one preparation of the model from
     * another.
     */
    public Matrix firstLogits(Samples samples) {
        return classifier.logits(samples.inputs().rows(0, Math.min(PROBES, samples.size())));
    }

    /** The classes that the user's own model predicts for some inputs. */
    public int[] predict(Matrix inputs) {
        return verifyingModel.predict(inputs);
    }

    /**
     * Checks that samples fit the model.
     *
     * @throws IllegalArgumentException if a sample lies outside the domain, or a label is no class of the model
     */
    public void requireFits(Samples samples) {
        samples.requireInside(model.domain(), this::featureName);
        samples.requireLabelsBelow(classifier.classes());
    }

    /**
     * Checks that the classifier predicts what the model's own output does. Of a model whose output is random nothing
     * can be asked.
     *
     * @throws IllegalStateException if it does not
     */
    public void requireAgreement(Samples samples, int[] predictions) {
        new PredictionAgreement(classifier, blockSize).require(samples, predictions);
    }

    /**
     * Attacks samples, and has the user's own model confirm what was found, block by block as the attack goes on.
     *
     * @param cleanPredictions the class that the user's own model predicts for each sample
     * @param monitor is told how far the attack is, by the calling thread, and may cancel it
     */
    EvaluatedPart evaluate(
            Samples samples,
            int[] cleanPredictions,
            Attack attack,
            ThreatModel threatModel,
            RunOptions options,
            AttackMonitor monitor) {
        IntPredicate isAttackable = i -> threatModel.isAttackable(samples.label(i), cleanPredictions[i]);
        Samples attacked = samples.where(isAttackable);
        CandidatePredictions predictions =
                new CandidatePredictions(attacked, verifyingModel, monitor, classifier.isParallel());
        AttackRun run = attack.run(classifier, attacked, threatModel, options, predictions);
        int[] reached = predictions.all();
        List<SampleOutcome> outcomes = new ArrayList<>();
        List<float[]> brokenPoints = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (!isAttackable.test(i)) {
                outcomes.add(SampleOutcome.notAttacked(samples.index(i), samples.label(i), cleanPredictions[i]));
                continue;
            }
            Candidate candidate = run.candidates().get(next);
            SampleOutcome outcome = new Verification(
                            samples.input(i),
                            samples.shape(),
                            samples.label(i),
                            cleanPredictions[i],
                            threatModel,
                            attack.traits().isMinimal())
                    .of(candidate, reached[next]);
            outcomes.add(outcome);
            if (outcome.outcome() == Outcome.BROKEN) {
                brokenPoints.add(candidate.point());
            }
            next++;
        }
        EvaluatedPart part =
                new EvaluatedPart(outcomes, brokenPoints, run.forwardEvaluations(), run.gradientEvaluations());
        return options.proofBudget() == null
                ? part
                : new ProvenPart(this, this::certifiable, samples, threatModel).of(part, options, monitor);
    }

    /** The model as proofs see it. */
    private CertifiableModel certifiable() {
        CertifiableModel known = certifiable;
        if (known == null) {
            known = CertifiableModel.of(model.model(), shape, classifier);
            certifiable = known;
        }
        return known;
    }

    /**
     * The evaluation that some outcomes make.
     *
     * @param samplesSha256 the hash of the samples
     * @param outcomes one for each sample, in their order
     * @param broken the broken samples that are at hand, all or some
     * @param cost of attack and verification
     */
    public AttackEvaluation evaluation(
            Attack attack,
            ThreatModel threatModel,
            RunOptions options,
            String samplesSha256,
            List<SampleOutcome> outcomes,
            BrokenSamples broken,
            Cost cost) {
        return new AttackEvaluation(
                description(),
                AttackSettings.of(attack, options, blockSize),
                threatModel,
                samplesSha256,
                outcomes,
                new ExampleChoice(classifier, broken, model.domain(), blockSize).of(cleanOfBroken(outcomes, broken)),
                broken,
                cost);
    }

    /**
     * An evaluation of this model, with the samples that other searches broke.
     *
     * @param counterexamples in any order; those of samples that are broken already, or were not attacked, change
     *     nothing
     */
    public AttackEvaluation joined(AttackEvaluation evaluation, List<Counterexample> counterexamples) {
        Map<Integer, Counterexample> byIndex = new HashMap<>();
        counterexamples.forEach(found -> byIndex.putIfAbsent(found.outcome().index(), found));
        List<Counterexample> used = new ArrayList<>();
        List<SampleOutcome> outcomes = new ArrayList<>();
        for (SampleOutcome sample : evaluation.outcomes()) {
            Counterexample found = byIndex.get(sample.index());
            boolean isOfTheNetworkAlone = sample.outcome() == Outcome.CERTIFIED && sample.note() != null;
            if (found != null && sample.outcome() == Outcome.CERTIFIED && !isOfTheNetworkAlone) {
                throw contradiction(found.outcome());
            }
            boolean isUndone = sample.outcome() == Outcome.ROBUST
                    || sample.outcome() == Outcome.INCONCLUSIVE
                    || isOfTheNetworkAlone;
            outcomes.add(found != null && isUndone ? found.outcome() : sample);
            if (found != null && isUndone) {
                used.add(found);
            }
        }
        if (used.isEmpty()) {
            return evaluation;
        }
        BrokenSamples broken = evaluation.broken().and(used);
        return new AttackEvaluation(
                evaluation.model(),
                evaluation.attack(),
                evaluation.threatModel(),
                evaluation.samplesSha256(),
                outcomes,
                new ExampleChoice(classifier, broken, model.domain(), blockSize).of(cleanOfBroken(outcomes, broken)),
                broken,
                evaluation.cost());
    }

    private IllegalStateException contradiction(SampleOutcome broken) {
        return new IllegalStateException("Sample " + broken.index() + " of the model '" + model.name()
                + "' is certified, but " + broken.note() + " found a point at the distances LINF " + broken.linf()
                + ", L2 "
                + broken.l2() + " and L1 " + broken.l1() + " that the model takes for class " + broken.prediction()
                + " instead of " + broken.label() + ". One of them is wrong: this is a defect of Robustness4J, please"
                + " report it with the model and the sample");
    }

    /** Outcomes and broken samples come in the same order, and some broken samples may be missing. */
    private static int[] cleanOfBroken(List<SampleOutcome> outcomes, BrokenSamples broken) {
        int[] cleanPredictions = new int[broken.size()];
        int place = 0;
        for (SampleOutcome outcome : outcomes) {
            if (place < cleanPredictions.length
                    && outcome.outcome() == Outcome.BROKEN
                    && outcome.index() == broken.index(place)) {
                cleanPredictions[place] = outcome.cleanPrediction();
                place++;
            }
        }
        return cleanPredictions;
    }
}
