package org.robustness4j.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Matrix;

/** One batch on its way through a model: its logits, and any number of gradients of functions of them. */
@API(status = Status.STABLE, since = "0.1")
public interface ForwardPass extends AutoCloseable {

    /** The logits of the batch, {@code [n, classes]}. */
    Matrix logits();

    /**
     * The gradient of {@code sum(upstream * logits)} with respect to the input. Every loss is a function of the logits,
     * so this one primitive serves them all: {@code upstream} is the gradient of the loss with respect to the logits.
     *
     * @param upstream {@code [n, classes]}
     * @return {@code [n, features]}
     */
    Matrix backward(Matrix upstream);

    @Override
    void close();
}
