package org.robustness4j.model.internal;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of all classes or of all features, in their order. What the user declares has to fit the model; what a data
 * set happens to bring is used where it does.
 *
 * @param kind what is named
 * @param names in their order, none when there are none
 * @param isDeclared whether the user gave them
 */
public record Names(Kind kind, List<String> names, boolean isDeclared) implements Serializable {

    /** What is named. */
    public enum Kind {
        CLASS("class", "classes", "classNames"),
        FEATURE("feature", "features", "featureNames");

        private final String one;
        private final String several;
        private final String element;

        Kind(String one, String several, String element) {
            this.one = one;
            this.several = several;
            this.element = element;
        }

        private String has(int count) {
            return this == CLASS
                    ? "has " + count + " classes"
                    : "takes samples of " + count + (count == 1 ? " feature (or channel)" : " features (or channels)");
        }
    }

    public Names {
        names = List.copyOf(names);
    }

    static Names none(Kind kind) {
        return new Names(kind, List.of(), false);
    }

    /**
     * Names that the user gives.
     *
     * @throws IllegalArgumentException if one is blank or has a control character, or two are the same
     */
    public static Names declared(Kind kind, List<String> names) {
        String problem = problem(kind, names);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        return new Names(kind, names, !names.isEmpty());
    }

    /** Names that come with a data set; none if they tell nothing apart. */
    static Names found(Kind kind, List<String> names) {
        return problem(kind, names).isEmpty() ? new Names(kind, names, false) : none(kind);
    }

    private static String problem(Kind kind, List<String> names) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name == null || name.isBlank()) {
                return "The name of " + kind.one + " " + i + " is blank; give one name for each of the " + kind.several
                        + ", in their order";
            }
            if (name.chars().anyMatch(Character::isISOControl)) {
                return "The name of " + kind.one + " " + i + " has a line end, a tab or another control character;"
                        + " write it in one line";
            }
            Integer other = first.putIfAbsent(name, i);
            if (other != null) {
                return "The " + kind.several + " " + other + " and " + i + " are both named '" + name
                        + "'; give each of the " + kind.several + " a name of its own";
            }
        }
        return "";
    }

    /**
     * The names, for as many classes or features as there are.
     *
     * @param model whose they are
     * @throws IllegalArgumentException if the user gave more or fewer
     */
    List<String> fitting(String model, int count) {
        if (isDeclared && names.size() != count) {
            String given = names.size() == 1
                    ? "1 name is given ('" + names.get(0) + "')"
                    : names.size() + " names are given ('" + names.get(0) + "' to '" + names.get(names.size() - 1)
                            + "')";
            throw new IllegalArgumentException("The model '" + model + "' " + kind.has(count) + ", but " + given
                    + "; give one for each, in their order, in TestedModel." + kind.element + " or @TestSamples("
                    + kind.element + ")");
        }
        return names.size() == count ? names : List.of();
    }
}
