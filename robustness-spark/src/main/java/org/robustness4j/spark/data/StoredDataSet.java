package org.robustness4j.spark.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.dl4j.file.StoredArrays;
import org.robustness4j.model.internal.Serialization;

/**
 * A data set as {@code DataSet.save} writes it. {@code DataSet.load} makes objects of whatever classes such a file
 * names; here only arrays are read, and the names of classes, which are lists of text.
 */
record StoredDataSet(StoredArrays stored) {

    private static final int FEATURES = 1;
    private static final int LABELS = 2;
    private static final int LABELS_ARE_FEATURES = 4;
    private static final int FEATURES_MASK = 8;
    private static final int LABELS_MASK = 16;
    private static final int META_DATA = 32;
    private static final int CLASS_NAMES = 64;

    private static final Set<String> LISTS = Set.of(
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.Arrays$ArrayList",
            "java.util.CollSer",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$SingletonList");

    private static final long MOST_NAMES = 100_000;
    private static final long MOST_BYTES_OF_NAMES = 16L << 20;
    private static final long MOST_LEVELS = 5;

    /** @throws IllegalArgumentException if it is none, or holds serialised objects; the message goes on after "it" */
    DataSet read() throws IOException {
        int parts;
        try {
            parts = stored.values().readUnsignedByte();
        } catch (EOFException e) {
            throw new IllegalArgumentException("is empty; write or copy it again", e);
        }
        if (parts > (CLASS_NAMES | (CLASS_NAMES - 1))) {
            throw new IllegalArgumentException("begins with " + parts + ", but " + (2 * CLASS_NAMES - 1)
                    + " is the most that a data set begins with; write it again");
        }
        if ((parts & META_DATA) != 0) {
            throw new IllegalArgumentException(
                    "holds meta data of its examples, serialised objects: to read them is to run"
                            + " the code that they name. Call setExampleMetaData(null) and save it again");
        }
        INDArray features = next(parts, FEATURES);
        INDArray labels = next(parts, LABELS);
        INDArray featuresMask = next(parts, FEATURES_MASK);
        INDArray labelsMask = next(parts, LABELS_MASK);
        if ((parts & CLASS_NAMES) != 0) {
            requireNames();
        }
        return new DataSet(features, (parts & LABELS_ARE_FEATURES) != 0 ? features : labels, featuresMask, labelsMask);
    }

    private @Nullable INDArray next(int parts, int part) throws IOException {
        return (parts & part) == 0 ? null : stored.next();
    }

    /** Nobody asks for the names, but what stands in their place has to be harmless for others, too. */
    private void requireNames() {
        try {
            Serialization.object(stored.values(), StoredDataSet::allow);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "holds other serialised objects than the names of classes: to read them is to run the code that they"
                            + " name. Load it where you know who made it, and save it without (" + e.getMessage() + ")",
                    e);
        }
    }

    private static ObjectInputFilter.Status allow(ObjectInputFilter.FilterInfo info) {
        if (info.depth() > MOST_LEVELS
                || info.references() > MOST_NAMES
                || info.streamBytes() > MOST_BYTES_OF_NAMES
                || info.arrayLength() > MOST_NAMES) {
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = info.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        boolean isAllowed = type == String.class
                || type == Object[].class
                || type == String[].class
                || LISTS.contains(type.getName());
        return isAllowed ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }
}
