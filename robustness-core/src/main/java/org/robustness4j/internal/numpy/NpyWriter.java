package org.robustness4j.internal.numpy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes one array as {@code .npy}, bit for bit.
 *
 * @param out where to; it stays open
 */
public record NpyWriter(OutputStream out) {

    /**
     * Writes int32 values.
     *
     * @param shape the length of each axis
     * @throws IllegalArgumentException if there are not as many values as the shape says
     */
    public void ints(List<Integer> shape, int[] values) throws IOException {
        begin(NpyType.INT32, shape, values.length);
        byte[] bytes = new byte[values.length * Integer.BYTES];
        littleEndian(bytes).asIntBuffer().put(values);
        out.write(bytes);
    }

    /**
     * Writes float32 values row by row, so that they need not lie in one array.
     *
     * @param shape the length of each axis; the first one is the number of rows
     * @throws IllegalArgumentException if there are not as many values as the shape says
     */
    public void floats(List<Integer> shape, List<float[]> rows) throws IOException {
        begin(NpyType.FLOAT32, shape, rows.stream().mapToLong(row -> row.length).sum());
        for (float[] row : rows) {
            byte[] bytes = new byte[row.length * Float.BYTES];
            littleEndian(bytes).asFloatBuffer().put(row);
            out.write(bytes);
        }
    }

    /** Writes bytes. */
    public void bytes(byte[] values) throws IOException {
        begin(NpyType.BYTE, List.of(values.length), values.length);
        out.write(values);
    }

    private void begin(NpyType type, List<Integer> shape, long values) throws IOException {
        NpyHeader header = new NpyHeader(type, shape);
        if (header.values() != values) {
            throw new IllegalArgumentException("An array of the shape " + shape + " has " + header.values()
                    + " values, but " + values + " were given");
        }
        out.write(header.bytes());
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
