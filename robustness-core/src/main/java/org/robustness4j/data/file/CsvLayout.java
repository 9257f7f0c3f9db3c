package org.robustness4j.data.file;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the lines of a table what stands.
 *
 * @param separator of cells
 * @param hasNames whether the first line has the names of the columns
 * @param names of the columns
 * @param label the column with the labels
 * @param features the columns with the features
 */
record CsvLayout(char separator, boolean hasNames, List<String> names, int label, List<Integer> features)
        implements Serializable {

    private static final String SEPARATORS = ",;\t";
    private static final Set<String> USUAL = Set.of("label", "class", "target", "y");
    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null", "none");
    private static final int LEAST_COUNTED = 3;
    private static final int SHOWN = 20;

    /** Looks at the first lines of a table. */
    static CsvLayout read(FileStorage files, String file, CsvColumns columns) throws IOException {
        char separator = CsvRows.separatorOf(files, file, SEPARATORS);
        try (CsvReader<CsvRecord> reader = CsvRows.reader(files, file, separator)) {
            Iterator<CsvRecord> lines = reader.iterator();
            if (!CsvRows.hasNext(lines, file)) {
                throw new IllegalArgumentException(file + " is empty; give a table with a row for each sample");
            }
            List<String> first = lines.next().getFields();
            List<String> second = CsvRows.hasNext(lines, file) ? lines.next().getFields() : List.of();
            boolean hasNames = areNames(first, second);
            List<String> names = hasNames
                    ? first.stream().map(String::strip).toList()
                    : IntStream.rangeClosed(1, first.size())
                            .mapToObj(String::valueOf)
                            .toList();
            return of(file, separator, hasNames, names, columns, hasNames ? second : first);
        }
    }

    /**
     * Whether a line has names: it has text where the next one has a number, or text alone, or its numbers count the
     * columns. Otherwise its texts are labels, or stand for values that are missing.
     */
    private static boolean areNames(List<String> first, List<String> second) {
        List<String> numbers = first.stream()
                .map(String::strip)
                .filter(cell -> CsvRows.numberOrNull(cell) != null)
                .toList();
        boolean isOverNumbers = IntStream.range(0, Math.min(first.size(), second.size()))
                .anyMatch(i -> CsvRows.numberOrNull(first.get(i)) == null
                        && !isMissing(first.get(i))
                        && CsvRows.numberOrNull(second.get(i)) != null);
        return numbers.isEmpty() || isOverNumbers || areCounted(numbers, first.size());
    }

    private static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /** Two numbers may be a value and a label as well. */
    private static boolean areCounted(List<String> numbers, int columns) {
        boolean isEnough = numbers.size() < columns || columns >= LEAST_COUNTED;
        return isEnough
                && Stream.of(0, 1).anyMatch(start -> IntStream.range(0, numbers.size())
                        .allMatch(i -> numbers.get(i).equals(String.valueOf(start + i))));
    }

    private static CsvLayout of(
            String file, char separator, boolean hasNames, List<String> names, CsvColumns columns, List<String> row) {
        Set<String> seen = new HashSet<>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException(
                    file + " has two columns called '" + twice + "'; give each a name of its own");
        });
        String all = file + " has the columns " + shortened(names)
                + (hasNames ? "" : ", which are numbered because its first line has no names");
        for (String ignored : columns.ignored()) {
            if (!names.contains(ignored)) {
                throw new IllegalArgumentException(all + "; there is no '" + ignored + "' to ignore");
            }
        }
        int label = label(names, columns.label(), all);
        List<Integer> features = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (i != label && !columns.ignored().contains(names.get(i))) {
                features.add(i);
                if (i < row.size() && !isMissing(row.get(i)) && CsvRows.numberOrNull(row.get(i)) == null) {
                    texts.add(names.get(i) + " ('" + CsvRows.shortened(row.get(i)) + "')");
                }
            }
        }
        if (!texts.isEmpty()) {
            throw new IllegalArgumentException(file + " has columns whose values are no numbers: " + shortened(texts)
                    + "; ignore those that the model does not take, and encode the others as it takes them"
                    + (separator == ',' ? "" : ". Decimals are written with a point"));
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException(all
                    + ", of which none is left as a feature; separate them by one of , ; and tab, and ignore fewer");
        }
        return new CsvLayout(separator, hasNames, names, label, List.copyOf(features));
    }

    private static int label(List<String> names, @Nullable String wanted, String all) {
        if (wanted != null) {
            int found = names.indexOf(wanted);
            if (found < 0) {
                throw new IllegalArgumentException(
                        all + "; there is no column '" + wanted + "' with the labels. Name one of them");
            }
            return found;
        }
        List<String> usual = names.stream()
                .filter(name -> USUAL.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (usual.size() != 1) {
            throw new IllegalArgumentException(all + "; say which of them has the labels"
                    + (usual.isEmpty() ? ", since none is called label, class, target or y" : ", of " + usual));
        }
        return names.indexOf(usual.get(0));
    }

    private static String shortened(List<String> names) {
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }

    String labelName() {
        return names.get(label);
    }

    /** None if they have only numbers. */
    List<String> featureNames() {
        return hasNames ? features.stream().map(names::get).toList() : List.of();
    }
}
