package org.robustness4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.data.file.StoredSamples;

/** Whether data whose classes have names knows all classes of the model: else it may number them in another way. */
final class ClassCount {

    private static final int SHOWN = 5;
    private static final int MOST_SHOWN = 12;

    private ClassCount() {}

    /**
     * Checks that labels do not begin at 1.
     *
     * @throws IllegalArgumentException if there is none of the class 0, and one of as many as the model has classes
     */
    static void requireFromZero(int[] labels, IntSupplier classes) {
        if (IntStream.of(labels).anyMatch(label -> label < 1)) {
            return;
        }
        int count = classes.getAsInt();
        if (IntStream.of(labels).max().orElse(0) == count) {
            throw new IllegalArgumentException(
                    "Labels are 1 to " + count + ", but the model's classes are counted from 0; of a"
                            + " table or a folder of images give them in the order of the classes, as --classes "
                            + IntStream.rangeClosed(1, Math.min(count, SHOWN))
                                    .mapToObj(String::valueOf)
                                    .collect(Collectors.joining(","))
                            + (count > SHOWN ? ",..." : "") + ", and of arrays subtract 1");
        }
    }

    /** Says how classes are numbered, where that is a guess. */
    static void tell(StoredSamples stored, boolean isOrderGiven, PrintWriter messages) {
        List<String> names = stored.classNames();
        if (!isOrderGiven && !names.isEmpty()) {
            messages.println("Classes by the alphabet: "
                    + IntStream.range(0, Math.min(names.size(), MOST_SHOWN))
                            .mapToObj(i -> names.get(i) + " = " + i)
                            .collect(Collectors.joining(", "))
                    + (names.size() > MOST_SHOWN ? ", ..." : "") + "; --classes gives another order");
        }
    }

    /** Says so if it does not. */
    static void compare(StoredSamples stored, int classes, PrintWriter messages) {
        int names = stored.classNames().size();
        if (names > 0 && names != classes) {
            messages.println(
                    "The data has " + names + " classes by their names, numbered in their order from 0, and the model "
                            + classes + ": if that is not the model's numbering, give all of them by --classes");
        }
    }
}
