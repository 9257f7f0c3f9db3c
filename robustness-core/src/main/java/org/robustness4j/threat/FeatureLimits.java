package org.robustness4j.threat;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;

/**
 * How far each feature of one clean sample may change, whatever the ball: the range of the data, and nothing for
 * features that must not change, for padding, and for what a row carries behind the values of the sample.
 *
 * @param clean the sample, and what it carries
 * @param domain the range
 * @param shape of the sample
 * @param mutable which features may change; null if all may
 * @param low the smallest change of each, at most 0
 * @param high the largest change of each, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record FeatureLimits(
        float[] clean, Domain domain, InputShape shape, boolean @Nullable [] mutable, double[] low, double[] high) {

    static FeatureLimits of(float[] clean, Domain domain, InputShape shape) {
        boolean[] mutable = mutable(clean, domain, shape);
        return new FeatureLimits(
                clean,
                domain,
                shape,
                mutable,
                changesTo(domain.minimum(), clean, mutable),
                changesTo(domain.maximum(), clean, mutable));
    }

    private static boolean @Nullable [] mutable(float[] clean, Domain domain, InputShape shape) {
        if (domain.isMutableThroughout() && shape.isPlain()) {
            return null;
        }
        boolean[] mutable = new boolean[clean.length];
        for (int i = 0; i < mutable.length; i++) {
            mutable[i] = domain.isMutable(i) && shape.isOfTheSample(clean, i);
        }
        return mutable;
    }

    /** By how much features can change in one direction: those that must not change, by nothing. */
    private static double[] changesTo(float bound, float[] clean, boolean @Nullable [] mutable) {
        double[] changes = new double[clean.length];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = mutable == null || mutable[i] ? (double) bound - clean[i] : 0;
        }
        return changes;
    }

    boolean isMutable(int feature) {
        return mutable == null || mutable[feature];
    }

    int[] mutableFeatures() {
        return IntStream.range(0, clean.length).filter(this::isMutable).toArray();
    }

    /** A vector without what it has of features that must not change; the same one if all may. */
    float[] amongMutable(float[] vector) {
        if (mutable == null) {
            return vector;
        }
        float[] result = vector.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = mutable[i] ? result[i] : 0;
        }
        return result;
    }

    /** Whether every value is finite and inside the range, and those that must not change as they were to the bit. */
    boolean allow(float[] point) {
        for (int i = 0; i < clean.length; i++) {
            boolean allowed = isMutable(i)
                    ? point[i] >= domain.minimum() && point[i] <= domain.maximum()
                    : Float.floatToRawIntBits(point[i]) == Float.floatToRawIntBits(clean[i]);
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    LinfBox box(double epsilon, Rounding rounding) {
        double[] lowest = new double[clean.length];
        double[] highest = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            lowest[i] = Math.max(low[i], -epsilon);
            highest[i] = Math.min(high[i], epsilon);
        }
        return new LinfBox(rounding.inwards(lowest), rounding.inwards(highest));
    }
}
