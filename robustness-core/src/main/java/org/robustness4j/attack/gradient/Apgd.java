package org.robustness4j.attack.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.loss.internal.AdversarialLoss;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * Auto-PGD: projected gradient descent that chooses its step sizes itself, and needs nothing but a number of steps.
 *
 * <p>Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks,
 * arXiv 2003.01690, section 3; in L1: arXiv 2103.01208.
 */
abstract class Apgd extends Attack {

    private final int steps;
    private final int restarts;
    private final boolean decreasingEpsilon;

    Apgd(int steps, int restarts, boolean decreasingEpsilon) {
        this.steps = Requirements.steps(steps);
        this.restarts = Requirements.runs(restarts);
        this.decreasingEpsilon = decreasingEpsilon;
        if (decreasingEpsilon && steps < DecreasingEpsilonSearch.STAGES) {
            throw new IllegalArgumentException("A decreasing epsilon takes at least " + DecreasingEpsilonSearch.STAGES
                    + " steps, one each, but " + steps + " were asked for");
        }
    }

    final int steps() {
        return steps;
    }

    final int restarts() {
        return restarts;
    }

    /** A run on an objective, from a new random point. */
    final Search run(AttackedSample sample, AdversarialLoss objective) {
        FeasibleRegion region = sample.region();
        Norm norm = norm(sample);
        if (decreasingEpsilon) {
            if (norm != Norm.L1) {
                throw new IllegalArgumentException(
                        "A decreasing epsilon is for L1, where points are sparse, but the norm is " + norm
                                + "; leave withDecreasingEpsilon() out");
            }
            return new DecreasingEpsilonSearch(
                    region, objective, steps, radius -> radius.project(gaussian(region.clean(), sample.random())));
        }
        return norm == Norm.L1
                ? new ApgdSearch(
                        region,
                        objective,
                        steps,
                        SparseSchedule.from(region, steps),
                        region.project(gaussian(region.clean(), sample.random())))
                : new ApgdSearch(
                        region, objective, steps, new HalvingSchedule(region.epsilon(), steps), onSurface(sample));
    }

    private static Norm norm(AttackedSample sample) {
        return sample.threatModel().perturbation() instanceof Ball ball ? ball.norm() : Norm.L2;
    }

    private static float[] gaussian(float[] clean, RandomGenerator random) {
        float[] point = clean.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += (float) random.nextGaussian();
        }
        return point;
    }

    private static float[] onSurface(AttackedSample sample) {
        RandomGenerator random = sample.random();
        double[] change = new double[sample.region().clean().length];
        boolean uniform = norm(sample) == Norm.LINF;
        for (int i = 0; i < change.length; i++) {
            change[i] = uniform ? 2 * random.nextDouble() - 1 : random.nextGaussian();
        }
        return sample.region().onSurface(change);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("steps", steps);
        parameters.put("restarts", restarts);
        if (decreasingEpsilon) {
            // the name that results had from the beginning, and that baselines and the cache compare
            parameters.put("largeRadii", true);
        }
        return parameters;
    }
}
