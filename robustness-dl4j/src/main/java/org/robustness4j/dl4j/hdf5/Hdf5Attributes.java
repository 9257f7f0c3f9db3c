package org.robustness4j.dl4j.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of a group that are texts, or lists of texts. */
record Hdf5Attributes(Hdf5Bytes bytes, ObjectHeader header) {

    private static final int MOST_TEXTS = 100_000;
    private static final int LONGEST_TEXT = 32 << 20;

    Optional<List<String>> texts(String name) throws IOException {
        for (ObjectHeader.Message message : header.all(ObjectHeader.ATTRIBUTE)) {
            Optional<List<String>> texts = texts(new Hdf5Cursor(message.data().rest()), name);
            if (texts.isPresent()) {
                return texts;
            }
        }
        for (ObjectHeader.Message message : header.all(ObjectHeader.ATTRIBUTE_INFO)) {
            Hdf5Cursor in = new Hdf5Cursor(message.data().rest());
            in.skip(1);
            in.skip((in.u8() & 1) == 0 ? 0 : 2);
            if (in.u64() != -1) {
                throw new IllegalArgumentException("is an HDF5 file with so many or so large attributes that they are"
                        + " stored apart (the format of HDF5 1.8 or later); only those of Keras's own format are read: save the"
                        + " model again with model.save('model.h5')");
            }
        }
        return Optional.empty();
    }

    private Optional<List<String>> texts(Hdf5Cursor in, String wanted) throws IOException {
        int version = in.u8();
        int flags = in.u8();
        int nameSize = in.u16();
        int typeSize = in.u16();
        int extentSize = in.u16();
        in.skip(version == 3 ? 1 : 0);
        if (version < 1 || version > 3 || (version > 1 && flags != 0)) {
            throw new IllegalArgumentException(
                    "is an HDF5 file with an attribute of the version " + version + " and the flags " + flags
                            + "; versions 1 to 3 without flags are known: save the model again with Keras");
        }
        boolean isPadded = version == 1;
        String name = part(in, nameSize, isPadded).text();
        Hdf5Cursor type = part(in, typeSize, isPadded);
        Hdf5Cursor extent = part(in, extentSize, isPadded);
        return name.equals(wanted)
                ? Optional.of(texts(wanted, ElementType.read(type), Extent.read(extent), in))
                : Optional.empty();
    }

    private static Hdf5Cursor part(Hdf5Cursor in, int size, boolean isPadded) {
        Hdf5Cursor part = in.part(size);
        if (isPadded) {
            in.align();
        }
        return part;
    }

    private List<String> texts(String name, ElementType type, Extent extent, Hdf5Cursor in) throws IOException {
        if (type.isNumber() || type.kind() == ElementType.Kind.OTHER) {
            if (extent.count() == 0) {
                return List.of(); // an empty list has no texts that could tell its type
            }
            throw new IllegalArgumentException(
                    "is an HDF5 file whose attribute " + name + " is no text; save the model again with Keras");
        }
        long count = extent.count();
        if (count > MOST_TEXTS) {
            throw new IllegalArgumentException("is an HDF5 file whose attribute " + name + " has " + count
                    + " texts; at most " + MOST_TEXTS + " are read");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Hdf5Cursor element = in.part(type.size());
            texts.add(type.kind() == ElementType.Kind.TEXT ? element.text() : fromHeap(name, element));
        }
        return texts;
    }

    /** A text of any length lies among others in a heap, where it has a number. */
    private String fromHeap(String name, Hdf5Cursor reference) throws IOException {
        long length = reference.u32();
        long heap = reference.u64();
        long number = reference.u32();
        if (length == 0) {
            return "";
        }
        if (length > LONGEST_TEXT) {
            throw new IllegalArgumentException("is an HDF5 file whose attribute " + name + " is a text of " + length
                    + " bytes; at most " + LONGEST_TEXT + " are read");
        }
        Hdf5Cursor head = bytes.description(heap, 16);
        head.require("GCOL");
        head.skip(4);
        Hdf5Cursor in = bytes.description(heap, head.u64());
        in.skip(16);
        while (in.left() >= 16) {
            int index = in.u16();
            in.skip(6);
            long size = in.u64();
            if (index == 0) {
                break;
            }
            Hdf5Cursor object = in.part(size);
            in.align();
            if (index == number) {
                ByteBuffer text = object.part(length).rest();
                return new Hdf5Cursor(text).text();
            }
        }
        throw new IllegalArgumentException("is an HDF5 file whose attribute " + name
                + " is a text that is not where it says; it is damaged: copy it again");
    }
}
