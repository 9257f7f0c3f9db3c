package org.robustness4j.attack.query;

import java.util.random.RandomGenerator;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.threat.Norm;

/**
 * Changes of features that are no neighbours, in L2 and L1: some features, anywhere, get the size that others had, or
 * some change a little at random. The first finds the features that matter, the second in which proportion.
 */
final class ScatteredFeatures implements SquareProposals {

    private final RandomGenerator random;
    private final AttackedSample sample;
    private final float[] clean;
    private final int[] mutable;
    private final Norm norm;
    private final double epsilon;

    ScatteredFeatures(AttackedSample sample, Norm norm, double epsilon) {
        this.random = sample.random();
        this.sample = sample;
        this.clean = sample.region().clean();
        this.mutable = sample.region().mutableFeatures();
        this.norm = norm;
        this.epsilon = epsilon;
    }

    @Override
    public float[] first() {
        double[] delta = new double[clean.length];
        for (int feature : mutable) {
            delta[feature] = sign();
        }
        return sample.region().onSurface(delta);
    }

    @Override
    public float[] next(float[] best, double share) {
        int count = Math.max(1, (int) Math.round(share * mutable.length));
        double[] delta = new double[clean.length];
        for (int i = 0; i < delta.length; i++) {
            delta[i] = (double) best[i] - clean[i];
        }
        return sample.region().onSurface(random.nextBoolean() ? moved(delta, count) : shaken(delta, count, share));
    }

    /**
     * Some features lose what they have, and as many others get it, and what the ball has left, with signs of their
     * own.
     */
    private double[] moved(double[] delta, int count) {
        double left = Math.max(0, mass(epsilon) - mass(norm.size(delta)));
        choose(count);
        double taken = 0;
        for (int k = 0; k < count; k++) {
            taken += mass(delta[mutable[k]]);
            delta[mutable[k]] = 0;
        }
        choose(count);
        for (int k = 0; k < count; k++) {
            double all = mass(delta[mutable[k]]) + (taken + left) / count;
            delta[mutable[k]] = sign() * (norm == Norm.L2 ? Math.sqrt(all) : all);
        }
        return delta;
    }

    /** Normal changes of some features, together of at most a share of the ball. */
    private double[] shaken(double[] delta, int count, double share) {
        choose(count);
        double[] change = new double[count];
        for (int k = 0; k < count; k++) {
            change[k] = random.nextGaussian();
        }
        double factor = share * epsilon * random.nextDouble() / norm.size(change);
        for (int k = 0; k < count; k++) {
            delta[mutable[k]] += factor * change[k];
        }
        return delta;
    }

    /** Puts a random choice of features first. */
    private void choose(int count) {
        for (int k = 0; k < count; k++) {
            int other = k + random.nextInt(mutable.length - k);
            int feature = mutable[k];
            mutable[k] = mutable[other];
            mutable[other] = feature;
        }
    }

    private double mass(double change) {
        return norm == Norm.L2 ? change * change : Math.abs(change);
    }

    private int sign() {
        return random.nextBoolean() ? 1 : -1;
    }
}
