package org.robustness4j.model.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.model.internal.network.Network;

/**
 * A model as proofs see it.
 *
 * @param network what it computes of normalised samples, up to the logits of its classes; null if that is not known
 * @param limitation why there is no network, or why a proof about it may not hold for the model's own output in
 *     float32; empty if it does
 */
public record ProvableModel(@Nullable Network network, String limitation) {

    /** One that nothing can be proved about. */
    public static ProvableModel none(String reason) {
        return new ProvableModel(null, reason);
    }
}
