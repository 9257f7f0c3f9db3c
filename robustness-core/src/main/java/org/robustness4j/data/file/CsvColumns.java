package org.robustness4j.data.file;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table are: one has the labels, some are left out, all others are features, in their order.
 *
 * @param label the name of the column with the labels; null for the one that is called label, class, target or y
 * @param ignored the names of the columns that are no features, such as numbers of customers
 * @param classes the labels in the order of the model's classes; none for that of their numbers, or of the alphabet
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record CsvColumns(@Nullable String label, List<String> ignored, List<String> classes) implements Serializable {

    /** @throws IllegalArgumentException if a class is given twice */
    public CsvColumns {
        ignored = List.copyOf(ignored);
        classes = ClassOrder.of(classes);
    }

    /** Labels in a column of some name, all others features. */
    public static CsvColumns labelled(String label) {
        return new CsvColumns(label, List.of(), List.of());
    }

    /** The same without some columns more. */
    public CsvColumns without(String... names) {
        return new CsvColumns(
                label, Stream.concat(ignored.stream(), Stream.of(names)).toList(), classes);
    }

    /** The same with another order of the classes. */
    public CsvColumns classes(String... labels) {
        return new CsvColumns(label, ignored, List.of(labels));
    }
}
