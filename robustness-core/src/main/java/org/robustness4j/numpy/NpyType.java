package org.robustness4j.numpy;

import java.util.Arrays;
import java.util.Optional;

/** The types of values that are written and read. */
enum NpyType {
    FLOAT32("<f4", Float.BYTES),
    INT32("<i4", Integer.BYTES),
    BYTE("|u1", 1);

    private final String description;
    private final int size;

    NpyType(String description, int size) {
        this.description = description;
        this.size = size;
    }

    static Optional<NpyType> of(String description) {
        return Arrays.stream(values())
                .filter(type -> type.description.equals(description))
                .findFirst();
    }

    /** The type as NumPy writes it, byte order first. */
    String description() {
        return description;
    }

    /** The bytes of one value. */
    int size() {
        return size;
    }
}
