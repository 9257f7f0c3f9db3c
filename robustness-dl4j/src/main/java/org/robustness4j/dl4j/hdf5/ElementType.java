package org.robustness4j.dl4j.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The type of the elements of an array or attribute.
 *
 * @param kind what they are
 * @param size the bytes of one
 * @param order of these bytes
 */
record ElementType(Kind kind, int size, ByteOrder order) {

    enum Kind {
        INTEGER,
        FLOAT,
        TEXT,
        TEXT_OF_ANY_LENGTH,
        OTHER
    }

    private static final int LARGEST = 1 << 26;

    static ElementType read(Hdf5Cursor in) {
        int kind = in.u8() & 15;
        int bits = in.u8();
        in.skip(2);
        long size = in.u32();
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("is an HDF5 file with elements of " + size
                    + " bytes each; it is damaged or made to harm: copy it again");
        }
        ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new ElementType(kind(kind, bits, (int) size), (int) size, order);
    }

    private static Kind kind(int kind, int bits, int size) {
        return switch (kind) {
            case 0 -> size == 1 || size == 2 || size == 4 || size == 8 ? Kind.INTEGER : Kind.OTHER;
            case 1 -> size == 2 || size == 4 || size == 8 ? Kind.FLOAT : Kind.OTHER;
            case 3 -> Kind.TEXT;
            case 9 -> (bits & 15) == 1 && size == 16 ? Kind.TEXT_OF_ANY_LENGTH : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    boolean isNumber() {
        return kind == Kind.INTEGER || kind == Kind.FLOAT;
    }

    /** The values of an array of numbers. */
    float[] floats(ByteBuffer bytes) {
        bytes.order(order);
        float[] values = new float[bytes.remaining() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(bytes, i * size);
        }
        return values;
    }

    private float value(ByteBuffer bytes, int at) {
        if (kind == Kind.INTEGER) {
            return switch (size) {
                case 1 -> bytes.get(at);
                case 2 -> bytes.getShort(at);
                case 4 -> bytes.getInt(at);
                default -> bytes.getLong(at);
            };
        }
        return switch (size) {
            case 2 -> half(bytes.getShort(at) & 0xffff);
            case 4 -> bytes.getFloat(at);
            default -> (float) bytes.getDouble(at);
        };
    }

    /** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float magnitude = exponent == 31
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : exponent == 0 ? Math.scalb((float) fraction, -24) : Math.scalb(1 + fraction / 1024f, exponent - 15);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }
}
