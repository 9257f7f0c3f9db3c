package org.robustness4j.model.internal;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;

/** A classifier that the user wrote: its own logits confirm what attacks on it find. */
record UserClassifier(Classifier classifier) implements AdaptedModel {

    @Override
    public ModelIdentity identity() {
        return new ModelIdentity(classifier.getClass().getName(), "", 0, "the user's own");
    }

    @Override
    public boolean channelsLast() {
        return false;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        return classifier.fork()::logits;
    }

    @Override
    public Classifier classifier(InputShape shape) {
        return classifier;
    }

    @Override
    public Optional<Domain> tokens() {
        OptionalInt vocabulary = classifier.vocabulary();
        return vocabulary != null && vocabulary.isPresent()
                ? Optional.of(Domain.tokens(vocabulary.getAsInt()))
                : Optional.empty();
    }

    @Override
    public List<Class<?>> ownCode() {
        return List.of(classifier.getClass());
    }

    @Override
    public PortableModel portable() {
        if (classifier instanceof Serializable) {
            return new SerializedClassifier(Serialization.bytes(classifier));
        }
        return AdaptedModel.super.portable();
    }

    /** A classifier as Java writes it. */
    @SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
    private record SerializedClassifier(byte[] bytes) implements PortableModel {

        @Override
        public AdaptedModel restored() {
            return new UserClassifier((Classifier) Serialization.object(bytes));
        }
    }
}
