package org.robustness4j.model.internal;

import java.util.List;

/**
 * The names of a model's classes, for people. Identifiers keep numbers: a name may change, and two results are still of
 * the same test.
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

    /** The name of a class with its number, as in {@code cat (3)}; the number alone when it has no name. */
    public String withNumber(int label) {
        String name = of(label);
        String number = Integer.toString(label);
        return name.equals(number) ? number : name + " (" + number + ")";
    }

    /** The same of a class whose number was stored as text; text that is no number stays as it is. */
    public String withNumber(String label) {
        try {
            return withNumber(Integer.parseInt(label));
        } catch (NumberFormatException e) {
            return label;
        }
    }
}
