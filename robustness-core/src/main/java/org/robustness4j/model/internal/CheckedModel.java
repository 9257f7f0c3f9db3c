package org.robustness4j.model.internal;

import java.util.List;
import java.util.Optional;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;

/**
 * A model of any kind, whose scores and gradients are checked to be one row for each sample. What a user's classifier
 * promises is tried once, by whoever uses it first.
 */
final class CheckedModel implements AdaptedModel {

    private final AdaptedModel model;
    private final ClassifierContract contract = new ClassifierContract();

    private CheckedModel(AdaptedModel model) {
        this.model = model;
    }

    static AdaptedModel of(AdaptedModel model) {
        return model instanceof CheckedModel ? model : new CheckedModel(model);
    }

    @Override
    public String type() {
        return model.type();
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
    public SampleSource.Format format() {
        return model.format();
    }

    @Override
    public OutputView view() {
        return model.view();
    }

    @Override
    public AdaptedModel viewed(OutputView view) {
        return of(model.viewed(view));
    }

    @Override
    public List<String> classNames(List<String> given, InputShape shape) {
        return model.classNames(given, shape);
    }

    @Override
    public Predictor predictor(InputShape shape) {
        if (model instanceof UserClassifier user) {
            return checked(user).fork()::logits;
        }
        Predictor predictor = model.predictor(shape);
        // not of the identity, which hashes all weights
        ScoreShape scores =
                ScoreShape.unknown("The model, a " + model.getClass().getName() + ",");
        return batch -> scores.require(predictor.scores(batch), batch.rows());
    }

    private Classifier checked(UserClassifier user) {
        return CheckedClassifier.ofUser(user.classifier(), contract);
    }

    @Override
    public Classifier classifier(InputShape shape) {
        return model instanceof UserClassifier user ? checked(user) : CheckedClassifier.of(model.classifier(shape));
    }

    @Override
    public ProvableModel provable(InputShape shape) {
        return model.provable(shape);
    }

    @Override
    public Matrix normalized(Matrix samples, InputShape shape) {
        return model.normalized(samples, shape);
    }

    @Override
    public Matrix inUnitsOfTheModel(Matrix samples, InputShape shape) {
        return model.inUnitsOfTheModel(samples, shape);
    }

    @Override
    public Optional<Domain> tokens() {
        return model.tokens();
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
