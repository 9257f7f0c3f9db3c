package org.robustness4j.model;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.Domain;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.InputTransformation;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.model.internal.ModelNames;
import org.robustness4j.model.internal.OutputView;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.model.internal.Rescaling;
import org.robustness4j.model.internal.Standardization;
import org.robustness4j.model.internal.TransformedModel;
import org.robustness4j.model.internal.TrustedFile;

/**
 * A model with what has to be declared before it can be attacked: the range of its input, and names for people.
 *
 * <pre>{@code
 * TestedModel model = TestedModel.of(network).named("digits").range(0, 1);
 * }</pre>
 */
@API(status = Status.STABLE, since = "0.1")
public final class TestedModel {

    private final AdaptedModel model;
    private final String name;
    private final @Nullable Domain domain;
    private final ModelNames names;

    private TestedModel(AdaptedModel model, String name, @Nullable Domain domain, ModelNames names) {
        this.model = model;
        this.name = name;
        this.domain = domain;
        this.names = names;
    }

    /**
     * Wraps a model as the user has it. A file is data: it is refused when reading it would run code that it brings or
     * names.
     *
     * @param model a {@code MultiLayerNetwork}, a {@code ComputationGraph}, a {@code SameDiff} graph, the {@code Path} or
     *     {@code File} of a DL4J zip file, of an {@code .h5} of Keras or of an {@code .onnx} file, a {@link Classifier}, or
     *     a {@code TestedModel}, which is returned
     * @throws IllegalArgumentException if it is none of these, or cannot be used
     */
    public static TestedModel of(Object model) {
        if (model instanceof TestedModel tested) {
            return tested;
        }
        AdaptedModel adapted = ModelAdapter.adaptAny(model);
        return new TestedModel(adapted, adapted.type(), null, ModelNames.NONE);
    }

    /**
     * Wraps a model file whose origin is known: what is in it may run code, such as serialised preprocessors and
     * normalisers of one's own.
     *
     * @param file a DL4J zip file, an {@code .h5} of Keras, or a file of {@code SameDiff.save}
     * @throws IllegalArgumentException if it is none, or cannot be used
     */
    public static TestedModel ofTrusted(Path file) {
        return of(new TrustedFile(file));
    }

    /** The same model under a name for people. */
    public TestedModel named(String newName) {
        return new TestedModel(model, newName, domain, names);
    }

    /**
     * The same model with the range of its input declared, in the units of the user's data.
     *
     * @throws IllegalArgumentException if the range is empty or not finite
     */
    public TestedModel range(double minimum, double maximum) {
        return in(Domain.range(minimum, maximum));
    }

    /** The same model with the domain of its input declared. */
    public TestedModel in(Domain newDomain) {
        return new TestedModel(model, name, newDomain, names);
    }

    /**
     * The same model with names for its classes. Reports, reasons of verdicts and pictures call them so; identifiers
     * keep their numbers.
     *
     * @param newNames one for each class, in their order; none to call them by their numbers, from 0
     * @throws IllegalArgumentException if a name is blank or given twice; when the model is made ready for an attack,
     *     if there are more or fewer than it has classes
     */
    public TestedModel classNames(List<String> newNames) {
        return with(names.withClasses(newNames));
    }

    /**
     * The same model with names for its classes.
     *
     * @see #classNames(List)
     */
    public TestedModel classNames(String... newNames) {
        return classNames(List.of(newNames));
    }

    /**
     * The same model with names for its features. Reports call them so where they list what an attack changed.
     *
     * @param newNames one for each feature, in their order, of sequences and images one for each channel; none to call
     *     them by their numbers, from 0
     * @throws IllegalArgumentException if a name is blank or given twice; when the model is made ready for an attack,
     *     if there are more or fewer than samples have features
     */
    public TestedModel featureNames(List<String> newNames) {
        return with(names.withFeatures(newNames));
    }

    /**
     * The same model with names for its features.
     *
     * @see #featureNames(List)
     */
    public TestedModel featureNames(String... newNames) {
        return featureNames(List.of(newNames));
    }

    /**
     * The same model, of which one output is attacked: for models that have several. The user's own model confirms what
     * is found by the same output.
     *
     * @param output its name in the {@code ComputationGraph}
     * @throws IllegalArgumentException if the model has no output of that name, or it is not that of a classifier
     */
    public TestedModel output(String output) {
        return viewed(model.view().withOutput(output));
    }

    /**
     * The same model, of which one label is attacked: for models that give several independent labels, such as those
     * with one sigmoid for each. The two classes are then 0, without the label, and 1, with it.
     *
     * @param label the number of the label, from 0
     * @throws IllegalArgumentException if the model gives no such label
     */
    public TestedModel label(int label) {
        if (label < 0) {
            throw new IllegalArgumentException("Labels are counted from 0, but the label is " + label);
        }
        return viewed(model.view().withLabel(label));
    }

    /**
     * The same model, of which the last step is attacked: for models that give classes for each step of a sequence. The
     * last step is the last one that a mask does not hide.
     *
     * @throws IllegalArgumentException if the model does not give classes for each step
     */
    public TestedModel lastStep() {
        return viewed(model.view().withLastStep());
    }

    /**
     * The same model, whose input is standardised before it is given: attacked are the values before, in the units of the
     * data, and so are range and epsilon. For networks that were trained on {@code (x - mean) / deviation} without doing
     * so themselves, as most of PyTorch were. Such a model is not hardened.
     *
     * <pre>{@code
     * TestedModel model = TestedModel.of(Path.of("resnet18.onnx"))
     *         .range(0, 1)
     *         .standardized(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
     * }</pre>
     *
     * @param means one for all values, one for each channel, or one for each value of a sample
     * @param deviations as many
     * @throws IllegalArgumentException if they are not as many, not finite, or a deviation is 0; when the model is made
     *     ready for an attack, if they do not fit its samples, or it takes indices
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public TestedModel standardized(List<Double> means, List<Double> deviations) {
        return transformed(new Standardization(means, deviations));
    }

    /**
     * The same model for samples that stand for other values: it is given {@code offset + factor * x}. With means and
     * deviations attacked are standard deviations of features that have units of their own, and with smallest values and
     * widths shares of their ranges; range and epsilon are in those. Such a model is not hardened.
     *
     * @param offsets one for all values, one for each channel, or one for each value of a sample
     * @param factors as many
     * @throws IllegalArgumentException if they are not as many, not finite, or a factor is 0; when the model is made ready
     *     for an attack, if they do not fit its samples, or it takes indices
     */
    @API(status = Status.EXPERIMENTAL, since = "0.1")
    public TestedModel rescaled(List<Double> offsets, List<Double> factors) {
        return transformed(new Rescaling(offsets, factors));
    }

    private TestedModel transformed(InputTransformation transformation) {
        return new TestedModel(new TransformedModel(model, transformation), name, domain, names);
    }

    private TestedModel viewed(OutputView view) {
        return new TestedModel(model.viewed(view), name, domain, names);
    }

    /** The same model with other names for its classes and features. */
    @API(status = Status.INTERNAL, since = "0.1")
    public TestedModel with(ModelNames newNames) {
        return new TestedModel(model, name, domain, newNames);
    }

    /** The model as this library sees it. */
    @API(status = Status.INTERNAL, since = "0.1")
    public AdaptedModel model() {
        return model;
    }

    /**
     * The name for people: the kind of the model unless another was given. Behind it stands what of the model's outputs
     * was chosen, as in {@code tags, label 3}.
     */
    public String name() {
        return name + model.view();
    }

    /** The names of its classes and features, as far as there are any. */
    @API(status = Status.INTERNAL, since = "0.1")
    public ModelNames names() {
        return names;
    }

    /** The names that were given to its classes, none when they were not. */
    public List<String> declaredClassNames() {
        return names.classes().isDeclared() ? names.classes().names() : List.of();
    }

    /** The names that were given to its features, none when they were not. */
    public List<String> declaredFeatureNames() {
        return names.features().isDeclared() ? names.features().names() : List.of();
    }

    /** The domain, if it was declared. */
    public Optional<Domain> declaredDomain() {
        return Optional.ofNullable(domain);
    }

    /**
     * The domain, if it was declared, or if the model takes indices and its weights say how many there are.
     *
     * @throws IllegalArgumentException if indices are declared that the model does not have
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public Optional<Domain> knownDomain() {
        Domain declared = domain;
        return model.tokens()
                .map(tokens -> declared == null ? tokens : asTokens(declared, tokens))
                .or(this::declaredDomain);
    }

    private Domain asTokens(Domain range, Domain ofModel) {
        Domain declared = range.asTokens();
        if (declared.maximum() > ofModel.maximum()) {
            throw new IllegalArgumentException("The " + declared + " are declared for the model '" + name
                    + "', which has only the " + ofModel + "; declare no more than it has, or leave the range out");
        }
        return declared;
    }

    /**
     * The domain of the model's input.
     *
     * @throws IllegalArgumentException if indices are declared that the model does not have
     * @throws IllegalStateException if it was not declared; it is never guessed
     */
    public Domain domain() {
        return knownDomain()
                .orElseThrow(() -> new IllegalStateException("The range of the input of model '" + name()
                        + "' is not declared; say TestedModel.of(model).range(0, 1), or @TestSamples(range = {0, 1}), with the"
                        + " smallest and the largest value that a feature can take"));
    }

    /**
     * The model, its names and its domain in a form that other processes can make them of again.
     *
     * @throws IllegalArgumentException if the model has none
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public Portable portable() {
        return new Portable(model.portable(), name, domain, names);
    }

    /**
     * A tested model to be sent to other processes.
     *
     * @param model the model itself
     * @param name its name for people
     * @param domain the domain of its input, null if it was not declared
     * @param names of its classes and features
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public record Portable(
            PortableModel model, String name, @Nullable Domain domain, ModelNames names) implements Serializable {

        /** Makes the model again, independent of all others made of this form. */
        public TestedModel restored() {
            return new TestedModel(ModelAdapter.adaptAny(model.restored()), name, domain, names);
        }
    }
}
