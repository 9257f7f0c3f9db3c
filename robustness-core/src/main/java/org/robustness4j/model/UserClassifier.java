package org.robustness4j.model;

import org.robustness4j.data.InputShape;

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
}
