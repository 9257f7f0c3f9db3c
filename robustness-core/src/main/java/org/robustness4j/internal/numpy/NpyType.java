package org.robustness4j.internal.numpy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of values that are written and read. */
enum NpyType {
    FLOAT32("<f4", Float.BYTES),
    FLOAT64("<f8", Double.BYTES),
    INT32("<i4", Integer.BYTES),
    INT64("<i8", Long.BYTES),
    BYTE("|u1", 1),
    BOOLEAN("|b1", 1),
    INT8("|i1", 1),
    INT16("<i2", Short.BYTES),
    UINT16("<u2", Short.BYTES);

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

    /** All types as NumPy writes them. */
    static String descriptions() {
        return Arrays.stream(values()).map(NpyType::description).collect(Collectors.joining(", "));
    }

    /** The type as NumPy writes it, byte order first. */
    String description() {
        return description;
    }

    /** The bytes of one value. */
    int size() {
        return size;
    }

    /** An array for values of the type. */
    Object array(int length) {
        return switch (this) {
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
            case INT32 -> new int[length];
            case INT64 -> new long[length];
            case BYTE, BOOLEAN, INT8 -> new byte[length];
            case INT16, UINT16 -> new short[length];
        };
    }

    /** Copies the first values of a buffer into an array of {@link #array}. */
    void copy(ByteBuffer from, Object to, int offset, int count) {
        from.clear();
        switch (this) {
            case FLOAT32 -> from.asFloatBuffer().get((float[]) to, offset, count);
            case FLOAT64 -> from.asDoubleBuffer().get((double[]) to, offset, count);
            case INT64 -> from.asLongBuffer().get((long[]) to, offset, count);
            case INT32 -> from.asIntBuffer().get((int[]) to, offset, count);
            case BYTE, BOOLEAN, INT8 -> from.get((byte[]) to, offset, count);
            case INT16, UINT16 -> from.asShortBuffer().get((short[]) to, offset, count);
        }
    }

    /** A value of an array of {@link #array}. */
    double number(Object values, int place) {
        return switch (this) {
            case FLOAT32 -> ((float[]) values)[place];
            case FLOAT64 -> ((double[]) values)[place];
            case INT32 -> ((int[]) values)[place];
            case INT64 -> ((long[]) values)[place];
            case BYTE -> Byte.toUnsignedInt(((byte[]) values)[place]);
            case BOOLEAN, INT8 -> ((byte[]) values)[place];
            case INT16 -> ((short[]) values)[place];
            case UINT16 -> Short.toUnsignedInt(((short[]) values)[place]);
        };
    }
}
