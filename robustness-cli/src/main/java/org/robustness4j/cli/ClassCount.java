package org.robustness4j.cli;

import java.io.PrintWriter;
import org.robustness4j.data.file.StoredSamples;

/** Whether data whose classes have names knows all classes of the model: else it may number them in another way. */
final class ClassCount {

    private ClassCount() {}

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
