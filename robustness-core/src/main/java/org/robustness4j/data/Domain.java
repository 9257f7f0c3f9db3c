package org.robustness4j.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.hash.Sha256;

/**
 * The values a sample may take: one closed interval for all features, in the data's own units, and optionally a mask of
 * the features that an adversary may change.
 */
@API(status = Status.STABLE, since = "0.1")
public final class Domain implements Serializable {

    private final float minimum;
    private final float maximum;
    private final boolean @Nullable [] mutable;
    private final @Nullable Substitutes substitutes;

    private Domain(float minimum, float maximum, boolean @Nullable [] mutable) {
        this(minimum, maximum, mutable, null);
    }

    private Domain(float minimum, float maximum, boolean @Nullable [] mutable, @Nullable Substitutes substitutes) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.mutable = mutable;
        this.substitutes = substitutes;
    }

    /**
     * The interval from {@code minimum} to {@code maximum}, all features mutable.
     *
     * @throws IllegalArgumentException if a bound is not finite in float32, or the interval is empty
     */
    public static Domain range(double minimum, double maximum) {
        float low = (float) minimum;
        float high = (float) maximum;
        if (!Float.isFinite(low) || !Float.isFinite(high) || low >= high) {
            throw new IllegalArgumentException("The range must be two finite numbers, the smaller first, but is ["
                    + minimum + ", " + maximum + "]; for pixels divided by 255 declare [0, 1]");
        }
        return new Domain(low, high, null);
    }

    /**
     * Indices into a vocabulary, such as those of words: the whole numbers from 0 to {@code vocabulary - 1}, of which
     * each may take the place of each.
     *
     * @throws IllegalArgumentException if there are fewer than 2, or more than float32 can count
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public static Domain tokens(int vocabulary) {
        return ofTokens(Substitutes.ofVocabulary(vocabulary), null);
    }

    private static Domain ofTokens(Substitutes substitutes, boolean @Nullable [] mutable) {
        return new Domain(substitutes.first(), substitutes.last(), mutable, substitutes);
    }

    /**
     * The same interval, of which only whole numbers are values: indices.
     *
     * @throws IllegalArgumentException if the bounds are no whole numbers, or negative
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public Domain asTokens() {
        return isTokens() ? this : ofTokens(Substitutes.between(minimum, maximum), mutable);
    }

    /**
     * The same indices, of which one is padding: it is never changed, and nothing is replaced by it.
     *
     * @throws IllegalArgumentException if it is none of the indices
     * @throws IllegalStateException if the values are no indices
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public Domain withPadding(int index) {
        return ofTokens(tokens().withPadding(index), mutable);
    }

    /**
     * The same indices, of which only some may take the place of others.
     *
     * @param indices what may be put anywhere
     * @throws IllegalArgumentException if there are none, or one is none of the indices
     * @throws IllegalStateException if the values are no indices
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public Domain withSubstitutes(int... indices) {
        return ofTokens(tokens().among(indices), mutable);
    }

    /**
     * The same indices, each of which may only be replaced by some, such as by synonyms.
     *
     * @param table for an index what may take its place; an index that has no entry stays as it is
     * @throws IllegalArgumentException if the table is empty, or names what is none of the indices
     * @throws IllegalStateException if the values are no indices
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public Domain withSubstitutes(Map<Integer, ? extends Collection<Integer>> table) {
        return ofTokens(tokens().by(table), mutable);
    }

    private Substitutes tokens() {
        if (substitutes == null) {
            throw new IllegalStateException("Values of the range " + this
                    + " are not replaced by one another; declare Domain.tokens(vocabulary)");
        }
        return substitutes;
    }

    /** Whether values are indices into a vocabulary, whole numbers that are replaced and not shifted. */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public boolean isTokens() {
        return substitutes != null;
    }

    /** What may take the place of an index, in ascending order and without itself. */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public int[] substitutes(int index) {
        return tokens().of(index);
    }

    /** Whether anything may take the place of an index. */
    @API(status = Status.INTERNAL, since = "0.1")
    public boolean hasSubstitutes(int index) {
        return tokens().exist(index);
    }

    /** Whether a value may take the place of an index. */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public boolean isSubstitute(float index, float other) {
        return tokens().allow((int) index, other);
    }

    /** The SHA-256 of what may take the place of what, in hexadecimal; empty where everything may. */
    @API(status = Status.INTERNAL, since = "0.1")
    public Optional<String> substitutesSha256() {
        return Optional.ofNullable(substitutes).flatMap(Substitutes::sha256);
    }

    /**
     * The same interval, of which the adversary may change only some features.
     *
     * @param features {@code true} for each feature that may change, in the order of the flattened sample
     */
    public Domain withMutable(boolean[] features) {
        return new Domain(minimum, maximum, features.clone(), substitutes);
    }

    /** The smallest value of a feature, in the data's own units. */
    public float minimum() {
        return minimum;
    }

    /** The largest value of a feature, in the data's own units. */
    public float maximum() {
        return maximum;
    }

    /** The length of the interval. */
    public double width() {
        return (double) maximum - minimum;
    }

    /** Whether there are features that the adversary must not change. */
    public boolean isMasked() {
        if (mutable != null) {
            for (boolean feature : mutable) {
                if (!feature) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the adversary may change a feature. */
    public boolean isMutable(int feature) {
        return mutable == null || (feature < mutable.length && mutable[feature]);
    }

    /** The SHA-256 of the mask, in hexadecimal; empty when there is none. */
    public Optional<String> maskSha256() {
        if (mutable == null) {
            return Optional.empty();
        }
        byte[] mask = new byte[mutable.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (mutable[i] ? 1 : 0);
        }
        return Optional.of(Sha256.hex(mask));
    }

    /** Whether the adversary may change every feature. */
    public boolean isMutableThroughout() {
        return mutable == null;
    }

    /**
     * The smallest step that float32 can take from a value inside the interval, in the data's own units. Where it
     * differs from one direction to the other, as at a power of two, the larger one, if the interval leaves room for
     * it.
     *
     * @param value a value of the interval
     */
    public double spacing(float value) {
        double up = value < maximum ? (double) Math.nextUp(value) - value : 0;
        double down = value > minimum ? value - (double) Math.nextDown(value) : 0;
        return Math.max(up, down);
    }

    /**
     * Checks that the mask, if there is one, fits samples of this shape.
     *
     * @throws IllegalArgumentException if it does not
     */
    public void requireFits(InputShape shape) {
        if (mutable != null && mutable.length != shape.values()) {
            throw new IllegalArgumentException("The mask of mutable features has " + mutable.length
                    + " entries, but a sample has " + shape.values() + " features");
        }
    }

    /** Whether every value is finite and inside the interval; of indices, whether it is one. */
    public boolean contains(float[] sample) {
        for (float value : sample) {
            if (!contains(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value is finite and inside the interval; of indices, whether it is one. */
    boolean contains(float value) {
        return value >= minimum && value <= maximum && (substitutes == null || value == Math.rint(value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Domain that
                && minimum == that.minimum
                && maximum == that.maximum
                && Arrays.equals(mutable, that.mutable)
                && Objects.equals(substitutes, that.substitutes);
    }

    @Override
    public int hashCode() {
        return 31 * Float.hashCode(minimum) + Float.hashCode(maximum);
    }

    @Override
    public String toString() {
        return isTokens()
                ? "indices " + text(minimum) + " to " + text(maximum)
                : "[" + text(minimum) + ", " + text(maximum) + "]";
    }

    private static String text(float bound) {
        return Float.toString(bound).replaceFirst("\\.0$", "");
    }
}
