package org.robustness4j.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.Matrix;

/**
 * A classifier whose logits can be differentiated with respect to the input.
 *
 * <p>Beyond what a {@link Classifier} promises:
 *
 * <ul>
 *   <li>a pass has the logits that {@link #logits} gives for the same batch;
 *   <li>a gradient has the shape of the batch, and finite values;
 *   <li>{@link ForwardPass#backward} is that of the pass that is open, and may be asked several times;
 *   <li>where {@link #preferredBatch()} is present, the gradients of a sample have the same bits in every batch.
 * </ul>
 *
 * <p>That is tried where the rest of it is, with two passes of four samples and one gradient each.
 */
@API(status = Status.STABLE, since = "0.1")
public interface DifferentiableClassifier extends Classifier {

    /**
     * Runs a batch forward and keeps what {@link ForwardPass#backward} needs.
     *
     * @param batch {@code [n, features]}, as for {@link #logits}
     * @return the pass, valid until it is closed or the next one begins
     */
    ForwardPass forward(Matrix batch);

    @Override
    default Matrix logits(Matrix batch) {
        try (ForwardPass pass = forward(batch)) {
            return pass.logits();
        }
    }

    @Override
    default DifferentiableClassifier withMemory(long bytes) {
        return this;
    }

    @Override
    DifferentiableClassifier fork();
}
