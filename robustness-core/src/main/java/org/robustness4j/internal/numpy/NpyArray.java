package org.robustness4j.internal.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** An array as it was read. */
public final class NpyArray {

    /** The most that the values of a file may take: 256 MiB. */
    public static final long MOST_BYTES = 256L << 20;

    /** Of an array of Java. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private static final int CHUNK = 1 << 16;

    /** The first part of an array that is allocated, and by how much it grows when as much was there. */
    private static final int FIRST_PART = 64;

    private static final int GROWTH = 4;

    private final NpyHeader header;

    /** An array of the type's. */
    private final Object values;

    private NpyArray(NpyHeader header, Object values) {
        this.header = header;
        this.values = values;
    }

    /**
     * Reads a {@code .npy} file to its end.
     *
     * @throws NpyFormatException if it is none, is cut short, goes on after its last value, or has more than
     *     {@link #MOST_BYTES} of them
     */
    public static NpyArray read(InputStream in) throws IOException {
        return read(in, MOST_BYTES);
    }

    /** Reads it, with no more than some bytes of values. */
    public static NpyArray read(InputStream in, long mostBytes) throws IOException {
        return read(in, mostBytes, mostBytes);
    }

    /** Reads it, with no more than some bytes of values, which are left of what all arrays of a file may take. */
    static NpyArray read(InputStream in, long mostBytes, long mostOfFile) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        if (header.bytesOfValues() > mostBytes) {
            throw new NpyFormatException("an array of the shape " + header.shape() + " takes "
                    + header.bytesOfValues() + " bytes, but at most " + mostBytes + " are read"
                    + (mostBytes < mostOfFile ? ", of " + mostOfFile + " for all arrays of the file" : ""));
        }
        if (header.values() > MOST_VALUES) {
            throw new NpyFormatException("an array of the shape " + header.shape() + " has " + header.values()
                    + " values, but at most " + MOST_VALUES + " are held at once; give a part of it");
        }
        Object values = values(in, header);
        if (in.read() >= 0) {
            throw new NpyFormatException("an array of the shape " + header.shape() + " takes " + header.bytesOfValues()
                    + " bytes, but there are more");
        }
        return new NpyArray(header, values);
    }

    /** Memory grows with the bytes that come, not with what the header promises. */
    private static Object values(InputStream in, NpyHeader header) throws IOException {
        int size = header.type().size();
        int count = Math.toIntExact(header.bytesOfValues() / size);
        Object values = header.type().array(Math.min(count, Math.max(CHUNK, count / FIRST_PART)));
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(size, header.bytesOfValues()))];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int known = 0;
        while (known < count) {
            int wanted = Math.min(chunk.length / size, count - known);
            int read = in.readNBytes(chunk, 0, wanted * size);
            if (read < wanted * size) {
                throw new NpyFormatException("an array of the shape " + header.shape() + " takes "
                        + header.bytesOfValues() + " bytes, but there are " + ((long) known * size + read));
            }
            if (known + wanted > Array.getLength(values)) {
                Object grown =
                        header.type().array((int) Math.min(count, (long) GROWTH * Array.getLength(values) + wanted));
                System.arraycopy(values, 0, grown, 0, known);
                values = grown;
            }
            header.type().copy(buffer, values, known, wanted);
            known += wanted;
        }
        return values;
    }

    /** The length of each axis. */
    public List<Integer> shape() {
        return header.shape();
    }

    /** The bytes of its values. */
    long size() {
        return header.bytesOfValues();
    }

    /**
     * The values themselves, not a copy, if they are int32.
     *
     * @throws NpyFormatException if they are not
     */
    public int[] ints() throws NpyFormatException {
        return (int[]) of(NpyType.INT32);
    }

    /**
     * The values themselves, not a copy, if they are float32.
     *
     * @throws NpyFormatException if they are not
     */
    public float[] floats() throws NpyFormatException {
        return (float[]) of(NpyType.FLOAT32);
    }

    /**
     * The values themselves, not a copy, if they are bytes.
     *
     * @throws NpyFormatException if they are not
     */
    public byte[] bytes() throws NpyFormatException {
        return (byte[]) of(NpyType.BYTE);
    }

    /**
     * Some of the values, whatever their type is, as the nearest float32; bytes are 0 to 255.
     *
     * @param from the place of the first one
     */
    public float[] asFloats(int from, int count) {
        float[] result = new float[count];
        for (int i = 0; i < count; i++) {
            result[i] = (float) asDouble(from + i);
        }
        return result;
    }

    /** One of the values, whatever its type is. */
    public double asDouble(int place) {
        return header.type().number(values, place);
    }

    private Object of(NpyType wanted) throws NpyFormatException {
        if (header.type() != wanted) {
            throw new NpyFormatException(
                    "its values are " + header.type().description() + ", but " + wanted.description() + " is needed");
        }
        return values;
    }
}
