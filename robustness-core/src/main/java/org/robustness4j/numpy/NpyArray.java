package org.robustness4j.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** An array as it was read. */
public final class NpyArray {

    private final NpyHeader header;
    private final byte[] data;

    private NpyArray(NpyHeader header, byte[] data) {
        this.header = header;
        this.data = data;
    }

    /**
     * Reads a {@code .npy} file to its end.
     *
     * @throws NpyFormatException if it is none, is cut short, or goes on after its last value
     */
    public static NpyArray read(InputStream in) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        byte[] data = in.readAllBytes();
        if (data.length != header.values() * header.type().size()) {
            throw new NpyFormatException("an array of the shape " + header.shape() + " takes "
                    + header.values() * header.type().size() + " bytes, but there are " + data.length);
        }
        return new NpyArray(header, data);
    }

    /** The length of each axis. */
    public List<Integer> shape() {
        return header.shape();
    }

    /**
     * The values, if they are int32.
     *
     * @throws NpyFormatException if they are not
     */
    public int[] ints() throws NpyFormatException {
        int[] values = new int[data.length / Integer.BYTES];
        of(NpyType.INT32).asIntBuffer().get(values);
        return values;
    }

    /**
     * The values, if they are float32.
     *
     * @throws NpyFormatException if they are not
     */
    public float[] floats() throws NpyFormatException {
        float[] values = new float[data.length / Float.BYTES];
        of(NpyType.FLOAT32).asFloatBuffer().get(values);
        return values;
    }

    /**
     * The values, if they are bytes.
     *
     * @throws NpyFormatException if they are not
     */
    public byte[] bytes() throws NpyFormatException {
        return of(NpyType.BYTE).array();
    }

    private ByteBuffer of(NpyType wanted) throws NpyFormatException {
        if (header.type() != wanted) {
            throw new NpyFormatException(
                    "its values are " + header.type().description() + ", but " + wanted.description() + " is needed");
        }
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }
}
