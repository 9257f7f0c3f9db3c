package org.robustness4j.model.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;

/**
 * A private copy of a user's model that is trained in the user's stead, with the model's own update rule and its state.
 * It belongs to one thread; the threads that its classifiers were given to rest while it is updated.
 */
public interface TrainableModel extends AutoCloseable {

    /**
     * The model in inference mode, with its weights as they are now and as they become. Where results depend on the
     * batch, so do those of these classifiers.
     *
     * @param count for so many threads
     */
    List<DifferentiableClassifier> classifiers(int count);

    /** What is random when the model is trained, such as dropout, if anything. */
    Optional<String> randomness();

    /**
     * Runs a batch forward in training mode: dropout drops, batch normalisation uses the statistics of the batch.
     *
     * @param batch {@code [n, features]}, in the units of the user's data
     * @return the pass, valid until the next one begins
     */
    TrainingPass forward(Matrix batch);

    /**
     * Runs boxes forward, each with a sample in it.
     *
     * @param samples {@code [n, features]}, in the units of the user's data
     * @param low the smallest values of each box
     * @param high the largest values of each box
     * @return the pass, valid until the next one begins
     * @throws IllegalArgumentException if the model has layers whose intervals are not known, saying which
     */
    IntervalPass forward(Matrix samples, Matrix low, Matrix high);

    /**
     * Changes the weights along the gradient of the last pass, by the model's own update rule.
     *
     * @param samples by which the gradient, a sum, is divided to become a mean
     */
    void update(int samples);

    /** Tells that all training samples were seen once more: learning rates may depend on it. */
    void endEpoch();

    /**
     * Sets the learning rate of all layers, in place of the model's own. Saved models have their own again where it was
     * the same in all layers, otherwise the last one set.
     *
     * @throws IllegalArgumentException if the update rule has none
     */
    void setLearningRate(double rate);

    /** Whether no weight is NaN or infinite. */
    boolean isFinite();

    /** What computes the gradients of the weights, for results. */
    String trainedBy();

    /**
     * Writes the model in its own format, with the state of its update rule.
     *
     * @throws IOException if it cannot be written
     */
    void save(Path file) throws IOException;

    @Override
    void close();
}
