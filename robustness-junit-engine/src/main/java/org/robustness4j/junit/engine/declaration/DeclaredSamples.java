package org.robustness4j.junit.engine.declaration;

import java.util.List;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;

/** The range and the classes that the annotation of a provider of samples declares. */
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

    /** The names of the classes, empty when none are declared. */
    public List<String> classNames() {
        return List.of(provider.annotation().classNames());
    }

    /**
     * Checks the names of the classes.
     *
     * @throws IllegalArgumentException if classes are named, but not as many as the model has
     */
    public void requireNamesFor(int classes) {
        int names = classNames().size();
        if (names != 0 && names != classes) {
            throw new IllegalArgumentException("@TestSamples " + provider.name() + " names " + names
                    + " classes, but the model has " + classes + "; give one name for each, in their order");
        }
    }
}
