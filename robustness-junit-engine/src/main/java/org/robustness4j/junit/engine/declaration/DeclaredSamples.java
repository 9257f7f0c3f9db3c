package org.robustness4j.junit.engine.declaration;

import java.util.List;
import org.robustness4j.data.Domain;
import org.robustness4j.data.SampleSource;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;

/** The range and the names that the annotation of a provider of samples declares. */
public record DeclaredSamples(Provider<TestSamples> provider) {

    /**
     * A model with the range that the samples declare, if they declare one.
     *
     * @throws IllegalArgumentException if the range is none, or the model declares another
     */
    public TestedModel range(TestedModel model) {
        double[] range = provider.annotation().range();
        if (range.length == 0) {
            return model;
        }
        if (range.length != 2) {
            throw new IllegalArgumentException("@TestSamples " + provider.name() + " declares a range of "
                    + range.length + " values; give the smallest and the largest, as in {0, 1}");
        }
        Domain domain = Domain.range(range[0], range[1]);
        model.declaredDomain()
                .filter(other -> other.minimum() != domain.minimum() || other.maximum() != domain.maximum())
                .ifPresent(other -> {
                    throw new IllegalArgumentException("The model declares the range " + other + ", @TestSamples "
                            + provider.name() + " the range " + domain + "; declare it once");
                });
        return model.declaredDomain().isPresent() ? model : model.in(domain);
    }

    /**
     * A model with the names of classes and features that the samples declare, else those that the data set brings.
     *
     * @throws IllegalArgumentException if a name is blank or given twice, or the model declares others
     */
    public TestedModel named(TestedModel model) {
        List<String> classes = List.of(provider.annotation().classNames());
        List<String> features = List.of(provider.annotation().featureNames());
        requireOnce("classes", model.declaredClassNames(), classes);
        requireOnce("features", model.declaredFeatureNames(), features);
        TestedModel named = model;
        try {
            named = classes.isEmpty() ? named : named.classNames(classes);
            named = features.isEmpty() ? named : named.featureNames(features);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("@TestSamples " + provider.name() + ": " + e.getMessage(), e);
        }
        Object data = provider.value();
        return named.with(named.names().orFound(SampleSource.classNamesOf(data), SampleSource.featureNamesOf(data)));
    }

    private void requireOnce(String what, List<String> ofModel, List<String> ofSamples) {
        if (!ofModel.isEmpty() && !ofSamples.isEmpty() && !ofModel.equals(ofSamples)) {
            throw new IllegalArgumentException("The model names its " + what + " " + ofModel + ", @TestSamples "
                    + provider.name() + " names them " + ofSamples + "; name them once");
        }
    }
}
