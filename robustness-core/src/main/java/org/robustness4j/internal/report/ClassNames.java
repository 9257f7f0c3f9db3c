package org.robustness4j.internal.report;

import java.util.List;

/**
 * The names of a model's classes.
 *
 * @param names of the classes, in their order; classes beyond them have their number for a name
 */
public record ClassNames(List<String> names) {

    public ClassNames {
        names = List.copyOf(names);
    }

    /** The name of a class. */
    public String of(int label) {
        return label >= 0 && label < names.size() ? names.get(label) : Integer.toString(label);
    }
}
