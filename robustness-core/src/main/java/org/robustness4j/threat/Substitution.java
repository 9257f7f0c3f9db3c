package org.robustness4j.threat;

import java.util.random.RandomGenerator;
import org.robustness4j.data.Domain;

/**
 * How features change that are replaced and not shifted: indices, of which only some may take the place of another, and
 * whatever L0 counts.
 */
record Substitution(FeatureLimits limits) {

    private float[] clean() {
        return limits.clean();
    }

    private Domain domain() {
        return limits.domain();
    }

    /** Whether a feature may change; of indices, whether anything may take its place. */
    boolean isMutable(int feature) {
        return limits.isMutable(feature) && (!domain().isTokens() || domain().hasSubstitutes((int) clean()[feature]));
    }

    /** Of indices only some may take the place of another; of other values all may. */
    boolean mayReplace(int feature, float value) {
        return !domain().isTokens() || value == clean()[feature] || domain().isSubstitute(clean()[feature], value);
    }

    /** The same for all features of a point. */
    boolean mayReplace(float[] point) {
        for (int i = 0; domain().isTokens() && i < point.length; i++) {
            if (!mayReplace(i, point[i])) {
                return false;
            }
        }
        return true;
    }

    /** The nearest indices; where one may not take the place of what was there, that stays. */
    float[] allowed(float[] point) {
        for (int i = 0; domain().isTokens() && i < point.length; i++) {
            float nearest = (float) Math.rint(point[i]);
            boolean changes = point[i] != clean()[i] && limits.isMutable(i) && mayReplace(i, nearest);
            point[i] = changes ? nearest : clean()[i];
        }
        return point;
    }

    /** Changes some features, drawn at random, each to a random value that it may take. */
    void change(double[] delta, int[] mutable, double count, RandomGenerator random) {
        for (int k = 0; k < Math.min(mutable.length, count); k++) {
            int other = random.nextInt(k, mutable.length);
            int feature = mutable[other];
            mutable[other] = mutable[k];
            delta[feature] = value(feature, random) - clean()[feature];
        }
    }

    private double value(int feature, RandomGenerator random) {
        if (domain().isTokens()) {
            int[] substitutes = domain().substitutes((int) clean()[feature]);
            return substitutes[random.nextInt(substitutes.length)];
        }
        return domain().minimum() + domain().width() * random.nextDouble();
    }
}
