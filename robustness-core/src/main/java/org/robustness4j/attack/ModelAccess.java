package org.robustness4j.attack;

/**
 * What of a model an attack follows, from the most to the least: an attack is stopped by a model that hides what it follows, and
 * by nothing else.
 *
 * <p>The classes of attacks of Brendel, Rauber, Bethge: Decision-based adversarial attacks, arXiv 1712.04248.
 */
public enum ModelAccess {
    /** The gradients of the logits with respect to the input. */
    GRADIENTS,
    /** The logits at each point tried, and no gradients. */
    SCORES,
    /** At most which class is predicted at each point tried. */
    DECISIONS
}
