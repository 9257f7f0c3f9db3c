package org.robustness4j.attack;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The access to a model that an attack makes use of, from the most to the least. A model that hides what an attack
 * follows, such as its gradients, stops that attack and no other.
 *
 * <p>The classes of attacks of Brendel, Rauber, Bethge: Decision-based adversarial attacks, arXiv 1712.04248.
 */
@API(status = Status.STABLE, since = "0.1")
public enum ModelAccess {
    /** The gradients of the logits with respect to the input. */
    GRADIENTS,
    /** The logits at each point tried, and no gradients. */
    SCORES,
    /** At most which class is predicted at each point tried. */
    DECISIONS
}
