package org.robustness4j.model.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;

/** A user's model as this library sees it. The model itself is read, never changed. */
public interface AdaptedModel {

    ModelIdentity identity();

    /** What kind of model it is; of the identity, but found without hashing all weights. */
    default String type() {
        return identity().type();
    }

    /** Whether images, sequences and volumes are given with their channels last. */
    boolean channelsLast();

    /** What of a data set the model needs, and how it lies there. */
    default SampleSource.Format format() {
        return SampleSource.Format.ofClasses(channelsLast());
    }

    /** Which part of what the model gives is attacked. */
    default OutputView view() {
        return OutputView.WHOLE;
    }

    /**
     * The same model, of which another part of what it gives is attacked.
     *
     * @throws IllegalArgumentException if it gives no such thing
     */
    default AdaptedModel viewed(OutputView view) {
        if (view.equals(OutputView.WHOLE)) {
            return this;
        }
        throw new IllegalArgumentException("A model of the kind " + identity().type() + " has no choice of"
                + view.toString().substring(1) + "; its classes are attacked as they are");
    }

    /**
     * The names of the classes where they are not those of the user: of two classes that are made of labels, say.
     *
     * @param given the names that the user or the data gave, none when they did not
     * @param shape the shape of one sample
     * @return empty where the given ones are those of the classes
     */
    default List<String> classNames(List<String> given, InputShape shape) {
        return List.of();
    }

    /**
     * The user's own model; to be called by one thread only.
     *
     * @param shape the shape of one sample
     */
    Predictor predictor(InputShape shape);

    /**
     * The model as attacks see it.
     *
     * @param shape the shape of one sample
     * @throws IllegalArgumentException if the model does not take samples of this shape, or is not a classifier
     */
    Classifier classifier(InputShape shape);

    /**
     * The model as proofs see it.
     *
     * @param shape the shape of one sample
     */
    default ProvableModel provable(InputShape shape) {
        return ProvableModel.none(
                "a model of the kind " + type() + " is not known as a network of operations that have bounds");
    }

    /**
     * What the first layer is given of samples: the same, unless the model has a normaliser that they go through first.
     *
     * @param shape the shape of one sample
     */
    default Matrix normalized(Matrix samples, InputShape shape) {
        return samples;
    }

    /**
     * Samples in the units that the model takes, before its normaliser: the same, unless they stand for other values.
     *
     * @param shape the shape of one sample
     */
    default Matrix inUnitsOfTheModel(Matrix samples, InputShape shape) {
        return samples;
    }

    /** The indices that the model takes, where it takes its input for such: known from its weights. */
    default Optional<Domain> tokens() {
        return Optional.empty();
    }

    /**
     * The classes of the model that decide what it computes and belong to no library: their code is part of it, as its
     * weights are. Superclasses need not be among them.
     */
    default List<Class<?>> ownCode() {
        return List.of(getClass());
    }

    /** Classes of all code that decides what the model computes: the adapter's, and {@link #ownCode}. */
    default List<Class<?>> code() {
        return Stream.concat(Stream.of(getClass()), ownCode().stream())
                .distinct()
                .toList();
    }

    /**
     * The model in a form that other processes can make it of again.
     *
     * @throws IllegalArgumentException if it has none
     */
    default PortableModel portable() {
        throw new IllegalArgumentException("A model of the kind " + identity().type()
                + " cannot be sent to other processes; give a MultiLayerNetwork, a ComputationGraph, the path of a DL4J zip"
                + " file, or a Classifier that is Serializable");
    }

    /**
     * A hash of what training starts from: the model, what its data goes through first, and the state of its update
     * rule.
     *
     * @param shape the shape of one sample
     */
    default String trainingFingerprint(InputShape shape) {
        return identity().sha256();
    }

    /**
     * The same model with new weights, of its own initialisation.
     *
     * @throws IllegalArgumentException if it cannot be trained
     */
    default AdaptedModel untrained() {
        throw new IllegalArgumentException("A model of the kind " + identity().type()
                + " cannot be trained; give a MultiLayerNetwork, a ComputationGraph, or the path of a DL4J zip file");
    }

    /**
     * A copy of the model that can be trained.
     *
     * @param shape the shape of one sample
     * @param seed of what is random in training mode
     * @param workers the number of threads
     * @throws IllegalArgumentException if it cannot be trained
     */
    default TrainableModel trainable(InputShape shape, long seed, int workers) {
        throw new IllegalArgumentException("A model of the kind " + identity().type()
                + " cannot be trained; give a MultiLayerNetwork, a ComputationGraph, or the path of a DL4J zip file");
    }
}
