package org.robustness4j.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An array in ND4J's format with whatever it declares.
 *
 * @param rows its rows
 * @param columns its columns
 * @param columnStride from one column to the next
 * @param extras ND4J's bits for the type, 8192 for FLOAT
 * @param type the type of its values
 * @param length how many are declared
 * @param values the bytes that are there
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record StoredArray(
        long rows, long columns, long columnStride, long extras, String type, long length, byte[] values) {

    static final long FLOAT = 8192;

    /** Honest, but for what is changed. */
    public static StoredArray floats(long columns, byte[] values) {
        return new StoredArray(1, columns, 1, FLOAT, "FLOAT", columns, values);
    }

    /** It as bytes. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(8);
        out.writeUTF("LONG");
        long[] info = {2, rows, columns, columns, columnStride, extras, 1, 'c'};
        for (long value : info) {
            out.writeLong(value);
        }
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
        out.write(values);
        return bytes.toByteArray();
    }
}
