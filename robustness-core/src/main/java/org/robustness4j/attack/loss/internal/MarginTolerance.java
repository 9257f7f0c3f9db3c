package org.robustness4j.attack.loss.internal;

/**
 * How large the margins of one sample are, and from where on a margin is more than rounding. Two honest ways to compute
 * a float32 network differ by some 1e-6 of what tells its classes apart; a success by less might be none for the user's
 * own model.
 *
 * <p>The largest margin seen is the measure, and not the largest logit: a constant added to all logits, or a class
 * whose logit is far below all others, tells nothing about how far apart the classes are that can win.
 */
public final class MarginTolerance {

    /** The part of the largest margin seen that a clear one has to exceed. */
    private static final double CLEAR = 1e-5;

    private double largest;

    /** Takes note of the margin at a point of the sample. */
    public void sees(double margin) {
        largest = Math.max(largest, Math.abs(margin));
    }

    /**
     * Whether a margin is one that rounding does not take away.
     *
     * @param rounding what {@link LogitSpread#rounding} makes of the two logits
     */
    public boolean isClear(double margin, double rounding) {
        return margin > Math.max(rounding, CLEAR * largest);
    }
}
