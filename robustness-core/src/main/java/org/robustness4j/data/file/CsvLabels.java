package org.robustness4j.data.file;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The classes that the labels of a table stand for. */
final class CsvLabels implements Serializable {

    /** More texts than any classifier has classes. */
    private static final int MOST_TEXTS = 100_000;

    private static final String WRONG_COLUMN = "Is it the column of the labels?";

    private final List<String> names;
    private final Map<String, Integer> classes = new HashMap<>();

    /** Classes by their texts; none if labels are the numbers of classes. */
    private CsvLabels(List<String> names) {
        this.names = names;
        names.forEach(name -> classes.put(name, classes.size()));
    }

    List<String> names() {
        return names;
    }

    int classOf(String label, CsvRows rows) {
        Integer number = names.isEmpty() ? wholeOrNull(label) : classes.get(label);
        if (number == null) {
            throw new IllegalArgumentException(rows.place() + ", has the label '" + CsvRows.shortened(label)
                    + "', which no row had before; start again");
        }
        return number;
    }

    private static @Nullable Integer wholeOrNull(String label) {
        Float value = CsvRows.numberOrNull(label);
        return value == null || value != Math.rint(value) || Math.abs(value) >= 1 << 24 ? null : value.intValue();
    }

    /** Sees all labels, before it is known what they are. */
    static final class Builder {

        private final CsvColumns columns;
        private final Set<String> texts = new TreeSet<>();
        private boolean areNumbers = true;
        private boolean areWhole = true;
        private int smallest;

        Builder(CsvColumns columns) {
            this.columns = columns;
        }

        void add(String label, CsvRows rows) {
            List<String> given = columns.classes();
            if (!given.isEmpty()) {
                if (!given.contains(label)) {
                    throw new IllegalArgumentException(rows.place() + ", has the label '" + CsvRows.shortened(label)
                            + "', but the classes are " + given + "; name all of them, in the order of the model's");
                }
                return;
            }
            if (!texts.add(label)) {
                return;
            }
            Integer whole = wholeOrNull(label);
            areNumbers &= CsvRows.numberOrNull(label) != null;
            areWhole &= whole != null;
            smallest = Math.min(smallest, whole == null ? 0 : whole);
            if (texts.size() > MOST_TEXTS) {
                throw new IllegalArgumentException(rows.place() + ", has the " + texts.size()
                        + "th label that is unlike all others; a classifier has fewer classes. " + WRONG_COLUMN);
            }
        }

        CsvLabels built(String file, String column) {
            if (!columns.classes().isEmpty()) {
                return new CsvLabels(columns.classes());
            }
            if (!areNumbers) {
                return new CsvLabels(List.copyOf(texts));
            }
            if (!areWhole) {
                throw new IllegalArgumentException(file + " has labels in the column '" + column
                        + "' that are numbers, but not whole ones, such as '" + first(false)
                        + "'; a label is a class. " + WRONG_COLUMN);
            }
            if (smallest < 0) {
                throw new IllegalArgumentException(
                        file + " has the label '" + first(true) + "' in the column '" + column
                                + "', but classes are numbered from 0; name the classes in the order of the model's, as -1,1");
            }
            return new CsvLabels(List.of());
        }

        /** The first label that is negative, or that is not whole. */
        private String first(boolean isNegative) {
            return texts.stream()
                    .filter(text -> isNegative ? text.startsWith("-") : wholeOrNull(text) == null)
                    .findFirst()
                    .map(CsvRows::shortened)
                    .orElseThrow();
        }
    }
}
