package org.robustness4j.model.internal;

import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;

/**
 * A model of any kind, whose scores and gradients are checked to be one row for each sample.
 *
 * @param model the model itself
 */
record CheckedModel(AdaptedModel model) implements AdaptedModel {

    static AdaptedModel of(AdaptedModel model) {
        return model instanceof CheckedModel ? model : new CheckedModel(model);
    }

    @Override
    public ModelIdentity identity() {
        return model.identity();
    }

    @Override
    public boolean channelsLast() {
        return model.channelsLast();
    }

    @Override
    public Predictor predictor(InputShape shape) {
        Predictor predictor = model.predictor(shape);
        ScoreShape scores = ScoreShape.unknown("The model, a " + identityType() + ",");
        return batch -> scores.require(predictor.scores(batch), batch.rows());
    }

    /** Not of {@link #identity()}, which hashes all weights. */
    private String identityType() {
        return model instanceof UserClassifier user
                ? user.classifier().getClass().getName()
                : model.getClass().getName();
    }

    @Override
    public Classifier classifier(InputShape shape) {
        return CheckedClassifier.of(model.classifier(shape));
    }

    @Override
    public List<Class<?>> ownCode() {
        return model.ownCode();
    }

    @Override
    public List<Class<?>> code() {
        return model.code();
    }

    @Override
    public PortableModel portable() {
        return model.portable();
    }

    @Override
    public String trainingFingerprint(InputShape shape) {
        return model.trainingFingerprint(shape);
    }

    @Override
    public AdaptedModel untrained() {
        return of(model.untrained());
    }

    @Override
    public TrainableModel trainable(InputShape shape, long seed, int workers) {
        return model.trainable(shape, seed, workers);
    }
}
