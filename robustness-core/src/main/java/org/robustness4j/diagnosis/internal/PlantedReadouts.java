package org.robustness4j.diagnosis.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.BlockwiseLogits;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * The readouts that plant adversarial examples around samples, for all attacks of one model: what is planted does not
 * depend on the attack, and so is found once for a sample and a ball.
 */
final class PlantedReadouts {

    private static final int INNER_POINTS = 199;
    private static final int SUBSTITUTED_POINTS = 40;

    /**
     * Where a model has so few logits that no point of the surface stands out from so many inside, those lie deeper.
     */
    private static final double[] INNER_SHARES = {0.95, 0.8, 0.6};

    private static final int CANDIDATES = 32;

    private final Classifier classifier;
    private final Samples samples;
    private final RunOptions options;
    private final Map<Place, Planting> known = new HashMap<>();

    /**
     * Finds nothing yet.
     *
     * @param options their seed, and the size of blocks
     */
    PlantedReadouts(Classifier classifier, Samples samples, RunOptions options) {
        this.classifier = classifier;
        this.samples = samples;
        this.options = options;
    }

    /** Where something is planted: around a sample, by its position. */
    private record Place(int position, Ball ball, Domain domain) {}

    /**
     * What was planted.
     *
     * @param readout positive for the planted point, negative for the sample and points inside; null where no point
     *     stands out
     * @param isBlind whether that is so because the model has gradients that lead nowhere: the logits are the same all
     *     around
     */
    record Planting(@Nullable LinearReadout readout, boolean isBlind) {}

    Classifier classifier() {
        return classifier;
    }

    Samples samples() {
        return samples;
    }

    /** What can be planted around the sample at a position. */
    Planting of(int position, Ball ball, Domain domain) {
        return known.computeIfAbsent(new Place(position, ball, domain), this::planted);
    }

    private Planting planted(Place place) {
        float[] clean = samples.input(place.position());
        RandomGenerator random = random(place.position());
        FeasibleRegion region = around(clean, place.ball(), place.domain(), 1);
        Optional<LinearReadout> readout = place.ball().norm() == Norm.L0
                ? LinearReadout.beyond(logits(substituted(clean, region, random)), random)
                : standingOut(place, clean, region, random);
        return new Planting(readout.orElse(null), readout.isEmpty() && isBlind(clean, region, place.ball(), random));
    }

    private RandomGenerator random(int position) {
        return new SplittableRandom(options.seed() * 31 + samples.index(position));
    }

    /** A readout that tells the first of some points of the surface from all points inside. */
    private Optional<LinearReadout> standingOut(
            Place place, float[] clean, FeasibleRegion region, RandomGenerator random) {
        for (double share : INNER_SHARES) {
            FeasibleRegion inside = around(clean, place.ball(), place.domain(), share);
            List<float[]> points = new ArrayList<>();
            points.add(clean);
            for (int i = 0; i < INNER_POINTS; i++) {
                points.add(inside.uniformPoint(random));
            }
            List<float[]> inner = logits(points);
            for (int i = 0; i < CANDIDATES; i++) {
                float[] planted =
                        logits(List.of(onSurface(region, place.ball(), random))).get(0);
                LinearReadout readout = LinearReadout.separating(inner, planted);
                if (readout.value(planted) > 0 && inner.stream().allMatch(point -> readout.value(point) < 0)) {
                    return Optional.of(readout);
                }
            }
        }
        return Optional.empty();
    }

    /** In L0 there is no inside: what is planted is found by no random points of the ball. */
    private static List<float[]> substituted(float[] clean, FeasibleRegion region, RandomGenerator random) {
        List<float[]> points = new ArrayList<>(List.of(clean));
        for (int i = 0; i < SUBSTITUTED_POINTS; i++) {
            points.add(region.uniformPoint(random));
        }
        return points;
    }

    /** Whether the model can be differentiated, and its logits are the same all around. */
    private boolean isBlind(float[] clean, FeasibleRegion region, Ball ball, RandomGenerator random) {
        if (!(classifier instanceof DifferentiableClassifier)) {
            return false;
        }
        List<float[]> logits = logits(List.of(clean, onSurface(region, ball, random), onSurface(region, ball, random)));
        return logits.stream().allMatch(values -> Arrays.equals(values, logits.get(0)));
    }

    /** The first random point of the surface around the sample at a position. */
    float[] pointOnSurface(FeasibleRegion region, Ball ball, int position) {
        return onSurface(region, ball, random(position));
    }

    /**
     * In LINF a corner of the ball; elsewhere a point of its surface in a random direction, among the features that may
     * change.
     */
    private float[] onSurface(FeasibleRegion region, Ball ball, RandomGenerator random) {
        double[] change = new double[samples.shape().features()];
        for (int i = 0; i < change.length; i++) {
            double drawn = ball.norm() == Norm.LINF ? (random.nextBoolean() ? 1 : -1) : random.nextGaussian();
            change[i] = region.isMutable(i) ? drawn : 0;
        }
        return region.onSurface(change);
    }

    /** The points around a sample, in a ball of a share of the radius. */
    FeasibleRegion around(float[] clean, Ball ball, Domain domain, double share) {
        return ThreatModel.untargeted(ball.withEpsilon(share * ball.epsilon()), domain)
                .around(clean, samples.shape());
    }

    /** The model's logits for some points. */
    List<float[]> logits(List<float[]> points) {
        return new BlockwiseLogits(classifier, options.blockSize(samples.shape())).of(points.size(), points::get);
    }
}
