package org.robustness4j.model.compiled;

import org.robustness4j.model.network.Parameters;

/** An operation with weights that training changes. */
interface WeightedStep extends Step {

    /**
     * Computes the gradient with respect to the weights, summed over the samples, from the values of the input and the
     * gradients of the output; before {@link #backward}, which may overwrite them.
     *
     * @param gradient receives it
     */
    void accumulate(int samples, Parameters gradient);
}
