package org.robustness4j.dl4j.file;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UTFDataFormatException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.options.ArrayOptionsHelper;
import org.nd4j.linalg.exception.ND4JUnknownDataTypeException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays as {@code Nd4j.write} stores them, one after the other, with whatever values stand between them. ND4J believes
 * the lengths and strides that a file declares: it allocates, and later reads memory, by them. Here they are held
 * against the bytes that are there before ND4J sees an array.
 */
public final class StoredArrays {

    /** How ND4J says where values lay; versions up to 0.9 store lengths as int. */
    private static final Set<String> INT_LENGTHS = Set.of("DIRECT", "HEAP", "JAVACPP");

    private static final Set<String> LONG_LENGTHS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

    /**
     * The bytes of one value of each type; text and compressed arrays have no fixed size, and models have none of them.
     */
    private static final Map<String, Integer> SIZES = Map.ofEntries(
            Map.entry("DOUBLE", 8),
            Map.entry("FLOAT", 4),
            Map.entry("HALF", 2),
            Map.entry("BFLOAT16", 2),
            Map.entry("LONG", 8),
            Map.entry("INT", 4),
            Map.entry("SHORT", 2),
            Map.entry("UBYTE", 1),
            Map.entry("BYTE", 1),
            Map.entry("BOOL", 1),
            Map.entry("UINT16", 2),
            Map.entry("UINT32", 4),
            Map.entry("UINT64", 8));

    private static final int MOST_AXES = 32;

    private final Counted bytes;
    private final DataInputStream in;
    private final long length;

    /**
     * Nothing is read yet.
     *
     * @param in the bytes; it stays open
     * @param length how many of them there are
     */
    public StoredArrays(InputStream in, long length) {
        this.bytes = new Counted(new BufferedInputStream(in, 1 << 16));
        this.in = new DataInputStream(bytes);
        this.length = length;
    }

    /** The values between the arrays. */
    public DataInputStream values() {
        return in;
    }

    /**
     * Reads the next array.
     *
     * @throws IllegalArgumentException if what follows is none, or it declares more values than there are; the message
     *     goes on after the name of what holds it
     * @throws IOException if the bytes cannot be read
     */
    public INDArray next() throws IOException {
        return next(Long.MAX_VALUE);
    }

    /** Reads the next array, if it has no more than some values. */
    public INDArray next(long most) throws IOException {
        try {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream copy = new DataOutputStream(header);
            Buffer shape = buffer(copy);
            Described described = described(shape, copy);
            Buffer data = buffer(copy);
            long size = data.size();
            if (data.count() < described.extent()
                    || (described.type() != null && !described.type().equals(data.type()))) {
                throw new IllegalArgumentException("holds an array of " + data.count() + " values of the type "
                        + data.type() + ", whose shape speaks of " + described.extent() + " of the type "
                        + described.type() + "; it was tampered with, or is damaged: write it again");
            }
            if (data.count() > (length - bytes.read) / size) {
                throw new IllegalArgumentException("holds an array of " + data.count() + " values of " + size
                        + " bytes, but ends after " + (length - bytes.read) + " bytes; write or copy it again");
            }
            if (data.count() > most) {
                throw new IllegalArgumentException("holds an array of " + data.count()
                        + " values, but its network has use for " + most + "; write the model again with DL4J's"
                        + " ModelSerializer");
            }
            InputStream checked = new SequenceInputStream(
                    new ByteArrayInputStream(header.toByteArray()), new Part(in, data.count() * size));
            return Nd4j.read(new DataInputStream(new BufferedInputStream(checked, 1 << 16)));
        } catch (EOFException | UTFDataFormatException e) {
            throw new IllegalArgumentException(
                    "ends in the middle of an array, or holds none; write or copy it again", e);
        }
    }

    private record Buffer(long count, String type, int size) {}

    /** How far an array reaches into its values, and their type, null in files that do not say it with the shape. */
    private record Described(long extent, @Nullable String type) {}

    private Buffer buffer(DataOutputStream copy) throws IOException {
        String mode = in.readUTF();
        boolean isOfIntLength = INT_LENGTHS.contains(mode);
        if (!isOfIntLength && !LONG_LENGTHS.contains(mode)) {
            throw new IllegalArgumentException(
                    "holds no array of ND4J where one has to be; it was tampered with, or is damaged: write it again");
        }
        long count = isOfIntLength ? in.readInt() : in.readLong();
        String type = in.readUTF();
        Integer size = SIZES.get(type);
        if (size == null || count < 1) {
            throw new IllegalArgumentException("holds an array of " + count + " values of the type '" + shortened(type)
                    + "'; needed is at least 1, of a type of fixed size that is not compressed");
        }
        copy.writeUTF(mode);
        if (isOfIntLength) {
            copy.writeInt((int) count);
        } else {
            copy.writeLong(count);
        }
        copy.writeUTF(type);
        return new Buffer(count, type, size);
    }

    private static String shortened(String text) {
        return text.length() > MOST_AXES ? text.substring(0, MOST_AXES) + "..." : text;
    }

    /** Reads the axes, strides, type and order of an array, which are copied. */
    private Described described(Buffer shape, DataOutputStream copy) throws IOException {
        boolean isInt = shape.type().equals("INT");
        if ((!isInt && !shape.type().equals("LONG")) || shape.count() > 2 * MOST_AXES + 4) {
            throw new IllegalArgumentException("describes an array by " + shape.count() + " values of the type "
                    + shape.type() + "; needed are at most " + (2 * MOST_AXES + 4) + " whole numbers");
        }
        if (shape.count() < 4) {
            throw badShape(new long[(int) shape.count()]);
        }
        long[] info = new long[(int) shape.count()];
        for (int i = 0; i < info.length; i++) {
            info[i] = isInt ? in.readInt() : in.readLong();
            if (isInt) {
                copy.writeInt((int) info[i]);
            } else {
                copy.writeLong(info[i]);
            }
        }
        long axes = info[0];
        long order = info[info.length - 1];
        if (axes < 0 || axes > MOST_AXES || info.length != 2 * axes + 4 || (order != 'c' && order != 'f')) {
            throw badShape(info);
        }
        try {
            long values = 1;
            long last = 0;
            for (int axis = 1; axis <= axes; axis++) {
                long size = info[axis];
                long stride = info[(int) axes + axis];
                if (size < 1 || stride < 0) {
                    throw badShape(info);
                }
                values = Math.multiplyExact(values, size);
                last = Math.addExact(last, Math.multiplyExact(size - 1, stride));
            }
            return new Described(Math.max(values, Math.addExact(last, 1)), type(info));
        } catch (ArithmeticException e) {
            throw badShape(info);
        }
    }

    private static @Nullable String type(long[] info) {
        try {
            return ArrayOptionsHelper.dataType(info).name();
        } catch (ND4JUnknownDataTypeException e) {
            return null;
        }
    }

    private static IllegalArgumentException badShape(long[] info) {
        return new IllegalArgumentException("holds an array of an impossible shape, described by "
                + Arrays.toString(info) + "; it was tampered with, or is damaged: write it again");
    }

    /** How many bytes were read. */
    private static final class Counted extends FilterInputStream {

        private long read;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            read += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            int count = super.read(target, offset, wanted);
            read += Math.max(0, count);
            return count;
        }
    }

    /** Some bytes of a stream that others read on. */
    private static final class Part extends InputStream {

        private final InputStream in;
        private long left;

        private Part(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            if (left == 0) {
                return wanted == 0 ? 0 : -1;
            }
            int read = in.read(target, offset, (int) Math.min(wanted, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
