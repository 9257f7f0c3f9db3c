package org.robustness4j.model.internal;

import java.io.Serializable;
import java.util.List;
import org.robustness4j.data.InputShape;

/**
 * What people call the classes and the features of a model.
 *
 * @param classes the names of its classes
 * @param features the names of its features; where a sample has more axes, of its channels
 */
public record ModelNames(Names classes, Names features) implements Serializable {

    /** Of a model of which nothing is named. */
    public static final ModelNames NONE = new ModelNames(Names.none(Names.Kind.CLASS), Names.none(Names.Kind.FEATURE));

    public ModelNames withClasses(List<String> names) {
        return new ModelNames(Names.declared(Names.Kind.CLASS, names), features);
    }

    public ModelNames withFeatures(List<String> names) {
        return new ModelNames(classes, Names.declared(Names.Kind.FEATURE, names));
    }

    /** The same, with names that came with a data set where the user gave none. */
    public ModelNames orFound(List<String> classNames, List<String> featureNames) {
        return new ModelNames(
                classes.isDeclared() ? classes : Names.found(Names.Kind.CLASS, classNames),
                features.isDeclared() ? features : Names.found(Names.Kind.FEATURE, featureNames));
    }

    /**
     * The names of the classes, one each or none.
     *
     * @throws IllegalArgumentException if the user gave more or fewer
     */
    public List<String> ofClasses(String model, int count) {
        return classes.fitting(model, count);
    }

    /**
     * The names of the features, one for each channel or none.
     *
     * @throws IllegalArgumentException if the user gave more or fewer
     */
    public List<String> ofFeatures(String model, InputShape shape) {
        return features.fitting(model, shape.channels());
    }
}
