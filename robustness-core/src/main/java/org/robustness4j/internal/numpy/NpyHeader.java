package org.robustness4j.internal.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an array: version 1.0 of the format in NumPy's {@code numpy/lib/format.py}.
 *
 * @param type of the values
 * @param shape the length of each axis
 */
record NpyHeader(NpyType type, List<Integer> shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    /** NumPy has at most 64 axes. */
    private static final int LONGEST_SHAPE = 1000;

    private static final int SHOWN = 200;

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern DICTIONARY =
            Pattern.compile("\\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \\(([\\d, ]*)\\), }\\s*");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    byte[] bytes() {
        String tuple = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type.description() + "', 'fortran_order': False, 'shape': (" + tuple
                + (shape.size() == 1 ? ",), }" : "), }");
        int used = MAGIC.length + Short.BYTES + dictionary.length() + 1;
        int padding = Math.floorMod(-used, ALIGNMENT);
        String text = dictionary + " ".repeat(padding) + "\n";
        return ByteBuffer.allocate(used + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) text.length())
                .put(text.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    static NpyHeader read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] fixed = new byte[MAGIC.length + Short.BYTES];
        byte[] text;
        try {
            data.readFully(fixed);
            if (!Arrays.equals(fixed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new NpyFormatException("it does not begin as a .npy array of version 1.0");
            }
            text = new byte
                    [Short.toUnsignedInt(ByteBuffer.wrap(fixed)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getShort(MAGIC.length))];
            data.readFully(text);
        } catch (EOFException e) {
            throw new NpyFormatException("it ends inside its header", e);
        }
        String dictionary = new String(text, StandardCharsets.ISO_8859_1);
        Matcher matcher = DICTIONARY.matcher(dictionary);
        if (matcher.matches() && matcher.group(2).equals("True")) {
            throw new NpyFormatException(
                    "its values are in the order of Fortran (fortran_order), as those of a frame of pandas often are;"
                            + " save numpy.ascontiguousarray of it");
        }
        if (!matcher.matches()) {
            throw new NpyFormatException("its header is " + shortened(dictionary)
                    + ", but has to give descr, fortran_order (False) and shape, in this order");
        }
        NpyType type = NpyType.of(matcher.group(1))
                .orElseThrow(() -> new NpyFormatException("its values are of the type " + shortened(matcher.group(1))
                        + ", but those that can be read are " + NpyType.descriptions()
                        + "; convert numbers by astype, and texts by numpy.unique(..., return_inverse=True)"));
        NpyHeader header = new NpyHeader(type, shape(matcher.group(3)));
        try {
            header.bytesOfValues();
        } catch (ArithmeticException e) {
            throw new NpyFormatException(
                    "its shape is " + header.shape() + ", which are more values than there can be", e);
        }
        return header;
    }

    /** Headers have up to 65,535 characters, which others chose. */
    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.length() > SHOWN ? stripped.substring(0, SHOWN) + "..." : stripped;
    }

    private static List<Integer> shape(String tuple) throws NpyFormatException {
        if (tuple.length() > LONGEST_SHAPE) {
            throw new NpyFormatException(
                    "its shape is of " + tuple.length() + " characters, more than NumPy's axes take");
        }
        try {
            return COMMA.splitAsStream(tuple)
                    .map(String::strip)
                    .filter(length -> !length.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new NpyFormatException("its shape is (" + shortened(tuple) + "), but has to be whole numbers", e);
        }
    }

    /** The number of values. */
    long values() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** What the values take. */
    long bytesOfValues() {
        return Math.multiplyExact(values(), type.size());
    }
}
