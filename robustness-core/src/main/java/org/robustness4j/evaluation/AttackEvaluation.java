package org.robustness4j.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.ClassNames;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * The result of one attack on one model, with all that it takes to repeat it. It says what happened; a
 * {@link org.robustness4j.verdict.Judgement} says whether that is allowed, the checks of an
 * {@link org.robustness4j.assessment.Assessor} whether it is to be believed.
 *
 * @param model the attacked model
 * @param attack the attack and its settings
 * @param threatModel what the adversary may do and wants
 * @param samplesSha256 the SHA-256 of the samples in hexadecimal: indices, labels and values
 * @param outcomes one for each sample, in their order
 * @param examples some of the broken samples with the points that broke them, to look at
 * @param broken broken samples with the points that broke them: all of them, or the first ones where the data set is
 *     too large for one process
 * @param cost of attack and verification
 */
@API(status = Status.STABLE, since = "0.1")
public record AttackEvaluation(
        EvaluatedModel model,
        AttackSettings attack,
        ThreatModel threatModel,
        String samplesSha256,
        List<SampleOutcome> outcomes,
        List<AdversarialExample> examples,
        BrokenSamples broken,
        Cost cost) {

    /** Copies outcomes and examples. */
    public AttackEvaluation {
        outcomes = List.copyOf(outcomes);
        examples = List.copyOf(examples);
    }

    /**
     * The model that was attacked.
     *
     * @param name for people
     * @param identity its type, its weights and what computes it
     * @param classes how many there are
     * @param classNames one for each class, or none
     * @param featureNames one for each feature, of sequences and images one for each channel; or none
     */
    public record EvaluatedModel(
            String name, ModelIdentity identity, int classes, List<String> classNames, List<String> featureNames) {

        /** Copies the names. */
        public EvaluatedModel {
            classNames = List.copyOf(classNames);
            featureNames = List.copyOf(featureNames);
        }

        /** A model of which neither classes nor features have names. */
        public EvaluatedModel(String name, ModelIdentity identity, int classes) {
            this(name, identity, classes, List.of(), List.of());
        }

        /** The name of a class, its number if it has none. */
        public String className(int label) {
            return new ClassNames(classNames).of(label);
        }

        /** The name of a class with its number, as in {@code cat (3)}; the number alone if it has no name. */
        public String classNameWithNumber(int label) {
            return new ClassNames(classNames).withNumber(label);
        }

        /**
         * The name of a feature with its number, as in {@code income (1)}; {@code feature 1} if it has none of its own.
         *
         * @param features how many a sample has: names of fewer are those of channels
         */
        public String featureNameWithNumber(int feature, int features) {
            return featureNames.size() == features
                    ? featureNames.get(feature) + " (" + feature + ")"
                    : "feature " + feature;
        }
    }

    /**
     * The attack, and what it takes to run it again on the same samples.
     *
     * @param name of the attack
     * @param kind whether it is an adversary or a corruption
     * @param parameters its parameters by name, and its query budget if it had one
     * @param seed of all random streams
     * @param blockSize the number of consecutive samples attacked together
     */
    public record AttackSettings(
            String name, AttackKind kind, Map<String, Object> parameters, long seed, int blockSize) {

        /** The settings of an attack that was run with some options. */
        @API(status = Status.INTERNAL, since = "0.1")
        public static AttackSettings of(Attack attack, RunOptions options, int blockSize) {
            return new AttackSettings(
                    attack.name(),
                    attack.traits().kind(),
                    RobustnessEvaluator.parameters(attack, options),
                    options.seed(),
                    blockSize);
        }
    }

    /**
     * The cost of an attack.
     *
     * @param forwardEvaluations how often a sample was run through the model
     * @param gradientEvaluations how many input gradients were computed
     * @param wallTime of attack and verification
     */
    public record Cost(long forwardEvaluations, long gradientEvaluations, Duration wallTime) {}

    /** The number of samples with an outcome. */
    public long count(Outcome outcome) {
        return count(outcomes, outcome);
    }

    /**
     * The attack success rate: broken samples among the attacked ones, which are those that the model classifies
     * correctly and, when the goal is a target, that are not of the target class.
     */
    public Rate attackSuccessRate() {
        return tally().rate();
    }

    /**
     * The number of broken samples that were broken by a search of the checks and not by the attack itself. They count
     * as broken: a point that the user's own model confirms is an adversarial example, whatever found it.
     */
    public long brokenByChecks() {
        return outcomes.stream().filter(SampleOutcome::wasBrokenByCheck).count();
    }

    /** The broken samples with their points, for another evaluation that did not break them. */
    @API(status = Status.INTERNAL, since = "0.1")
    public List<Counterexample> counterexamples(String foundBy) {
        Map<Integer, SampleOutcome> byIndex = outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .collect(Collectors.toMap(SampleOutcome::index, Function.identity()));
        List<Counterexample> found = new ArrayList<>();
        for (int place = 0; place < broken.size(); place++) {
            found.add(new Counterexample(
                    Objects.requireNonNull(byIndex.get(broken.index(place))).foundBy(foundBy),
                    broken.clean(place),
                    broken.adversarial().get(place)));
        }
        return found;
    }

    /** The counts of broken, attacked and undecided samples. */
    public Tally tally() {
        return Tally.of(outcomes);
    }

    /**
     * The robust accuracy: samples that withstood the attack among all samples but those of the target class. It is 0
     * of 0 for fake images, which have no true class. Where an evaluation stopped early it is a lower bound.
     */
    public Rate robustAccuracy() {
        long withstood = count(labelled(), Outcome.ROBUST) + count(labelled(), Outcome.CERTIFIED);
        return new Rate(withstood, labelled().size() - count(labelled(), Outcome.EXCLUDED));
    }

    /**
     * The certified accuracy: samples that are proved to be robust among all samples but those of the target class. What
     * an adversary can reach lies between it and {@link #robustAccuracy}.
     */
    public Rate certifiedAccuracy() {
        return new Rate(count(labelled(), Outcome.CERTIFIED), labelled().size() - count(labelled(), Outcome.EXCLUDED));
    }

    /** How many samples are certified for the user's own model, and not only for the compiled network. */
    public long certifiedForTheModel() {
        return outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.CERTIFIED && sample.note() == null)
                .count();
    }

    /** Whether proofs were sought for the samples that withstood the attack. */
    public boolean seeksProofs() {
        return attack.parameters().containsKey(RobustnessEvaluator.PROOF_SECONDS);
    }

    /**
     * The clean accuracy: samples that the model classifies correctly without attack, among all; 0 of 0 for fake
     * images.
     */
    public Rate cleanAccuracy() {
        long right = labelled().stream()
                .filter(sample -> sample.cleanPrediction() == sample.label())
                .count();
        return new Rate(right, labelled().size());
    }

    private List<SampleOutcome> labelled() {
        return outcomes.stream()
                .filter(sample -> sample.label() != Samples.UNLABELLED)
                .toList();
    }

    private static long count(List<SampleOutcome> samples, Outcome outcome) {
        return samples.stream().filter(sample -> sample.outcome() == outcome).count();
    }

    /** The median distance of the broken samples in a norm, in the data's own units; NaN when none is broken. */
    public double medianDistance(Norm norm) {
        double[] sorted =
                brokenDistances(sample -> sample.distance(norm)).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The largest distance of the broken samples in a norm, in the data's own units; NaN when none is broken. */
    public double maximumDistance(Norm norm) {
        return brokenDistances(sample -> sample.distance(norm)).max().orElse(Double.NaN);
    }

    /**
     * The attack success rate within every distance, from this one run: broken are the samples for which an adversarial
     * point was found that is at most so far away, also where the threat model's ball is smaller. For attacks that seek
     * the nearest point it is the curve of success against epsilon; for others it tells only how far their points
     * happen to lie.
     */
    public SuccessCurve successCurve(Norm norm) {
        List<SampleOutcome> reached = outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN
                        || sample.outcome() == Outcome.ROBUST
                        || sample.outcome() == Outcome.CERTIFIED)
                .filter(sample -> threatModel.isReached(sample.label(), sample.prediction()))
                .toList();
        return new SuccessCurve(
                reached.stream()
                        .mapToDouble(sample -> sample.distance(norm))
                        .sorted()
                        .boxed()
                        .toList(),
                attackSuccessRate().total());
    }

    private DoubleStream brokenDistances(ToDoubleFunction<SampleOutcome> distance) {
        return outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .mapToDouble(distance);
    }
}
