package org.robustness4j.model.internal;

import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Matrix;

/**
 * The shape that the scores of a batch must have: one row for each sample, in their order, and one column for each
 * class. With any other number of rows, samples would be judged by what the model says of others.
 *
 * @param model what gives the scores, to begin a sentence with
 * @param classes the number of classes; 0 when it is not known before, at least 2 then
 */
public record ScoreShape(String model, int classes) {

    /** What is known of a model's scores before it has given any. */
    public static ScoreShape unknown(String model) {
        return new ScoreShape(model, 0);
    }

    /**
     * The scores, if they have this shape.
     *
     * @param samples the number of samples in the batch
     * @throws IllegalStateException if there are none, or of another shape, naming both
     */
    public Matrix require(@Nullable Matrix scores, int samples) {
        if (scores == null) {
            throw new IllegalStateException(
                    model + " gives null for a batch of " + samples + "; give a Matrix of " + samples + " rows");
        }
        if (scores.rows() != samples) {
            throw new IllegalStateException(wrongRows(scores.rows(), samples));
        }
        if (classes == 0 ? scores.columns() < 2 : scores.columns() != classes) {
            throw new IllegalStateException(model + " gives " + scores.columns() + " scores for each sample, but has "
                    + (classes == 0 ? "at least 2" : classes) + " classes; give one score for each class");
        }
        return scores;
    }

    /** The message about a number of rows that is not that of the samples. */
    public String wrongRows(long rows, int samples) {
        String message = model + " gives " + rows + " rows of scores for a batch of " + samples
                + ", but a classifier gives one row for each sample";
        return samples > 0 && rows > samples && rows % samples == 0
                ? message + ". " + rows / samples
                        + " rows a sample are those of a layer that gives an output for each time step, such as a dense or"
                        + " output layer behind a recurrent one: end in an RnnOutputLayer, pool over time before it (GlobalPoolingLayer), take the last step"
                        + " alone, or give the model as a Classifier of your own"
                : message + "; give the model as a Classifier of your own that does";
    }

    /**
     * The gradient of the input, if it has the shape of the batch.
     *
     * @throws IllegalStateException if there is none, or of another shape
     */
    Matrix requireGradient(@Nullable Matrix gradient, Matrix batch) {
        if (gradient == null || gradient.rows() != batch.rows() || gradient.columns() != batch.columns()) {
            throw new IllegalStateException(model + " gives an input gradient of "
                    + (gradient == null ? "null" : gradient.rows() + " x " + gradient.columns())
                    + " for a batch of " + batch.rows() + " x " + batch.columns()
                    + "; ForwardPass.backward gives one row for each sample, and one column for each feature");
        }
        return gradient;
    }
}
