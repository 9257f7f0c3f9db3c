package org.robustness4j.model.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;

/**
 * A model whose input goes through something before it is given: attacks see the values before, in the units of the data.
 *
 * @param model the model itself
 * @param transformation what its input goes through
 */
public record TransformedModel(AdaptedModel model, InputTransformation transformation) implements AdaptedModel {

    /** The model's, with a hash of what stands before it as well. */
    @Override
    public ModelIdentity identity() {
        ModelIdentity own = model.identity();
        return new ModelIdentity(
                own.type(),
                own.sha256().isEmpty()
                        ? ""
                        : Sha256.hex((own.sha256() + " " + transformation).getBytes(StandardCharsets.UTF_8)),
                own.parameters(),
                own.backend());
    }

    @Override
    public String type() {
        return model.type();
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
        return new TransformedModel(model.viewed(view), transformation);
    }

    @Override
    public List<String> classNames(List<String> given, InputShape shape) {
        return model.classNames(given, shape);
    }

    @Override
    public Predictor predictor(InputShape shape) {
        InputTransformation.Rows rows = transformation.of(shape);
        Predictor own = model.predictor(shape);
        return batch -> own.scores(rows.applied(batch));
    }

    @Override
    public Classifier classifier(InputShape shape) {
        return TransformedClassifier.of(model.classifier(shape), transformation.of(shape));
    }

    @Override
    public ProvableModel provable(InputShape shape) {
        return model.provable(shape);
    }

    @Override
    public Matrix normalized(Matrix samples, InputShape shape) {
        return model.normalized(transformation.of(shape).applied(samples), shape);
    }

    @Override
    public Matrix inUnitsOfTheModel(Matrix samples, InputShape shape) {
        return transformation.isOfTheModel()
                ? samples
                : model.inUnitsOfTheModel(transformation.of(shape).applied(samples), shape);
    }

    @Override
    public List<Class<?>> ownCode() {
        return model.ownCode();
    }

    @Override
    public List<Class<?>> code() {
        return Stream.concat(Stream.of(getClass()), model.code().stream())
                .distinct()
                .toList();
    }

    @Override
    public PortableModel portable() {
        return new Portable(model.portable(), transformation);
    }

    private record Portable(PortableModel model, InputTransformation transformation) implements PortableModel {

        @Override
        public AdaptedModel restored() {
            return new TransformedModel(model.restored(), transformation);
        }
    }

    @Override
    public TrainableModel trainable(InputShape shape, long seed, int workers) {
        throw notTrained();
    }

    @Override
    public AdaptedModel untrained() {
        throw notTrained();
    }

    private static IllegalArgumentException notTrained() {
        return new IllegalArgumentException(
                "A model whose input is standardised or scaled in front of it is not trained"
                        + " here; give a model of Deeplearning4j alone, with its normaliser in the zip file");
    }
}
