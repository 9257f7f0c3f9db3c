package org.robustness4j.model.internal.compiled.step;

import org.robustness4j.model.internal.network.Parameters;

/** An operation with weights that training changes. */
public interface WeightedStep extends Step {

    /**
     * Computes the gradient with respect to the weights, summed over the samples, from the values of the input and the
     * gradients of the output; before {@link #backward}, which may overwrite them.
     *
     * @param gradient receives it
     */
    void accumulate(int samples, Parameters gradient);
}
