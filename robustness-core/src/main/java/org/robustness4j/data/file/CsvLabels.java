package org.robustness4j.data.file;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The classes that the labels of a table stand for. */
final class CsvLabels implements Serializable {

    /** More texts than any classifier has classes. */
    private static final int MOST_TEXTS = 100_000;

    private static final int LONGEST_LABEL = 1000;
    private static final int FIRST_ROWS = 1024;

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
        Integer number = classOrNull(label);
        if (number == null) {
            throw new IllegalArgumentException(rows.place() + ", has the label '" + CsvRows.shortened(label)
                    + "', which no row had before; start again");
        }
        return number;
    }

    private @Nullable Integer classOrNull(String label) {
        return names.isEmpty() ? wholeOrNull(label) : classes.get(label);
    }

    private static @Nullable Integer wholeOrNull(String label) {
        Float value = CsvRows.numberOrNull(label);
        return value == null || value != Math.rint(value) || Math.abs(value) >= 1 << 24 ? null : value.intValue();
    }

    /** Sees all labels, before it is known what they are. */
    static final class Builder {

        private final CsvColumns columns;
        private final Map<String, Integer> texts = new LinkedHashMap<>();
        private int[] numbers = new int[FIRST_ROWS];
        private int rows;
        private boolean areNumbers = true;
        private boolean areWhole = true;
        private int smallest;

        Builder(CsvColumns columns) {
            this.columns = columns;
        }

        void add(String label, CsvRows place) {
            if (rows == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.addExact(rows, Math.max(1, rows / 2)));
            }
            if (label.length() > LONGEST_LABEL) {
                throw new IllegalArgumentException(place.place() + ", has a label of " + label.length()
                        + " characters, but at most " + LONGEST_LABEL + " are read. " + WRONG_COLUMN);
            }
            Integer number = texts.putIfAbsent(label, texts.size());
            numbers[rows++] = number == null ? texts.size() - 1 : number;
            if (number != null) {
                return;
            }
            List<String> given = columns.classes();
            if (!given.isEmpty() && !given.contains(label)) {
                throw new IllegalArgumentException(place.place() + ", has the label '" + CsvRows.shortened(label)
                        + "', but the classes are " + given + "; name all of them, in the order of the model's");
            }
            Integer whole = wholeOrNull(label);
            areNumbers &= CsvRows.numberOrNull(label) != null;
            areWhole &= whole != null;
            smallest = Math.min(smallest, whole == null ? 0 : whole);
            if (texts.size() > MOST_TEXTS) {
                throw new IllegalArgumentException(place.place() + ", has the " + texts.size()
                        + "th label that is unlike all others; a classifier has fewer classes. " + WRONG_COLUMN);
            }
        }

        /** The class of each row. */
        int[] classes(CsvLabels labels) {
            int[] classOfText = texts.keySet().stream()
                    .mapToInt(text -> Objects.requireNonNull(labels.classOrNull(text)))
                    .toArray();
            return Arrays.stream(numbers, 0, rows)
                    .map(number -> classOfText[number])
                    .toArray();
        }

        CsvLabels built(String file, String column) {
            if (!columns.classes().isEmpty()) {
                return new CsvLabels(columns.classes());
            }
            if (!areNumbers) {
                return new CsvLabels(texts.keySet().stream().sorted().toList());
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
            return texts.keySet().stream()
                    .filter(text -> isNegative ? text.startsWith("-") : wholeOrNull(text) == null)
                    .findFirst()
                    .map(CsvRows::shortened)
                    .orElseThrow();
        }
    }
}
