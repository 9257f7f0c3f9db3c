package org.robustness4j.data.file;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Classes in the order that a user gives. */
final class ClassOrder {

    private ClassOrder() {}

    /**
     * A copy.
     *
     * @throws IllegalArgumentException if one is there twice
     */
    static List<String> of(List<String> classes) {
        Set<String> seen = new HashSet<>();
        for (String name : classes) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("The class '" + name
                        + "' is given twice; name each once, in the order of the model's, by what tells them apart");
            }
        }
        return List.copyOf(classes);
    }
}
