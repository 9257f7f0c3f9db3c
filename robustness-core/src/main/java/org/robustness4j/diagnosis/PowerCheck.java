package org.robustness4j.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * Can the attack find what is known to be there? For each of some samples a point on the surface of the ball is planted as an
 * adversarial example: behind the model's logits a linear readout is put that is positive for the planted point, and negative
 * for the sample and for random points further inside. An attack that follows the model's features finds a point of the ball
 * where the readout is positive; one that is too weak, or blinded by the model, does not, and what it did not find on the model
 * itself says nothing.
 *
 * <p>Zimmermann, Brendel, Tramer, Carlini: Increasing confidence in adversarial robustness evaluations, NeurIPS 2022, arXiv
 * 2206.13991, simplified: the features are the (at most 32 largest) logits, and there are 199 inner points.
 */
final class PowerCheck {

    private static final int SAMPLES = 32;
    private static final int INNER_POINTS = 199;
    private static final double INNER_SHARE = 0.95;
    private static final double ENOUGH = 0.9;
    private static final String NAME = "planted-adversarials";

    private final Classifier classifier;
    private final Samples samples;
    private final RunOptions options;

    PowerCheck(Classifier classifier, Samples samples, RunOptions options) {
        this.classifier = classifier;
        this.samples = samples.balancedSubset(SAMPLES, options.seed());
        this.options = options.withWorkers(1);
    }

    Finding finding(Attack attack, Ball ball, ThreatModel threatModel) {
        try {
            return tried(attack, ball, threatModel);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return Finding.doubt(
                    NAME,
                    attack.name() + " cannot be run on a planted example, a model of two classes: " + e
                            + "; an attack has to take any number of classes to show what it can find");
        }
    }

    private Finding tried(Attack attack, Ball ball, ThreatModel threatModel) {
        int tried = 0;
        int found = 0;
        int plantable = 0;
        while (tried < samples.size() && found + samples.size() - tried >= ENOUGH * samples.size()) {
            Optional<Boolean> isFound = isFound(attack, ball, threatModel, tried);
            plantable += isFound.isPresent() ? 1 : 0;
            found += isFound.orElse(true) ? 1 : 0;
            tried++;
        }
        if (plantable == 0 && !(classifier instanceof DifferentiableClassifier)) {
            return Finding.note(
                    NAME,
                    "nothing can be planted: the model's scores are the same all around each sample, like labels");
        }
        return Finding.of(
                NAME,
                found + samples.size() - tried < ENOUGH * samples.size(),
                attack.name() + " finds " + found + " of " + tried + " planted adversarial examples",
                "it is too weak, or the model blinds it, so that what it does not find may be there all the same; give it more"
                        + " steps or a larger step, or use AutoAttack");
    }

    /** Whether the attack finds what is planted; empty where the logits are the same for all points. */
    private Optional<Boolean> isFound(Attack attack, Ball ball, ThreatModel threatModel, int position) {
        RandomGenerator random = new SplittableRandom(options.seed() * 31 + samples.index(position));
        float[] clean = samples.input(position);
        FeasibleRegion inside = around(clean, ball.norm(), INNER_SHARE * ball.epsilon(), threatModel);
        List<float[]> points = new ArrayList<>();
        points.add(clean);
        for (int i = 0; i < INNER_POINTS; i++) {
            points.add(inside.uniformPoint(random));
        }
        points.add(planted(clean, ball, threatModel, random));
        List<float[]> logits = logits(points);
        if (logits.stream().allMatch(values -> Arrays.equals(values, logits.get(0)))) {
            return classifier instanceof DifferentiableClassifier ? Optional.of(false) : Optional.empty();
        }
        Readout readout = Readout.separating(logits.subList(0, points.size() - 1), logits.get(points.size() - 1));
        Samples one = new Samples(samples.shape(), new Matrix(1, clean.length, clean), new int[] {0});
        ThreatModel binary = ThreatModel.untargeted(ball.norm(), ball.epsilon(), threatModel.domain());
        Candidate candidate = attack.run(PlantedClassifier.of(classifier, readout), one, binary, options)
                .candidates()
                .get(0);
        return Optional.of(candidate.defect() == null
                && around(clean, ball.norm(), ball.epsilon(), threatModel).contains(candidate.point())
                && readout.value(logits(List.of(candidate.point())).get(0)) > 0);
    }

    /** In LINF a corner of the ball; elsewhere a point of its surface in a random direction. */
    private static float[] planted(float[] clean, Ball ball, ThreatModel threatModel, RandomGenerator random) {
        FeasibleRegion region = around(clean, ball.norm(), ball.epsilon(), threatModel);
        double[] change = new double[clean.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = ball.norm() == Norm.LINF ? (random.nextBoolean() ? 1 : -1) : random.nextGaussian();
        }
        return region.onSurface(change);
    }

    private static FeasibleRegion around(float[] clean, Norm norm, double epsilon, ThreatModel threatModel) {
        return ThreatModel.untargeted(norm, epsilon, threatModel.domain()).around(clean);
    }

    private List<float[]> logits(List<float[]> points) {
        return new BlockwiseLogits(classifier, options.blockSize(samples.shape())).of(points.size(), points::get);
    }
}
