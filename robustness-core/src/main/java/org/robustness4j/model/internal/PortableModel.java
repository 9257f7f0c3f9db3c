package org.robustness4j.model.internal;

import java.io.Serializable;

/** A model in a form that other processes can make it of again. */
@FunctionalInterface
public interface PortableModel extends Serializable {

    /**
     * Makes the model, independent of all others made of this form.
     *
     * @throws IllegalArgumentException if that is not possible here
     */
    AdaptedModel restored();
}
