package org.robustness4j.dl4j.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An array of numbers.
 *
 * @param shape the size of each axis; none for a single value
 * @param values the last axis changes fastest
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
public record Hdf5Array(long[] shape, float[] values) {

    private static final int COMPACT = 0;
    private static final int CONTIGUOUS = 1;

    static Hdf5Array read(String name, Hdf5Bytes bytes, long address) throws IOException {
        ObjectHeader header = ObjectHeader.read(bytes, address);
        Extent extent = Extent.read(one(name, header, ObjectHeader.DATASPACE));
        ElementType type = ElementType.read(one(name, header, ObjectHeader.DATATYPE));
        Hdf5Cursor layout = one(name, header, ObjectHeader.LAYOUT);
        if (!type.isNumber()) {
            throw new IllegalArgumentException(
                    "is an HDF5 file whose array " + name
                            + " is not made of numbers of 1, 2, 4 or 8 bytes; weights of a model are: save it again with Keras");
        }
        int version = layout.u8();
        int kind = layout.u8();
        boolean isPlain = (version == 3 || version == 4) && (kind == COMPACT || kind == CONTIGUOUS);
        if (!isPlain || !header.all(ObjectHeader.FILTERS).isEmpty()) {
            throw new IllegalArgumentException("is an HDF5 file whose array " + name
                    + " is stored in chunks, compressed or otherwise not in one piece; Keras does not write weights so: save the"
                    + " model again with model.save('model.h5')");
        }
        long count = extent.count();
        if (count > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException("is an HDF5 file whose array " + name + " has " + count
                    + " values; at most " + Integer.MAX_VALUE / 8 + " are read");
        }
        long length = count * type.size();
        ByteBuffer values = kind == COMPACT
                ? layout.part(layout.u16()).part(length).rest()
                : contiguous(name, bytes, layout, length);
        return new Hdf5Array(extent.axes(), type.floats(values));
    }

    private static ByteBuffer contiguous(String name, Hdf5Bytes bytes, Hdf5Cursor layout, long length)
            throws IOException {
        long address = layout.u64();
        long stored = layout.u64();
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        if (address == -1 || stored < length) {
            throw new IllegalArgumentException("is an HDF5 file whose array " + name + " has " + length
                    + " bytes by its shape, but " + (address == -1 ? "was never written" : stored + " by its place")
                    + "; it is damaged: save the model again with Keras");
        }
        return bytes.values(address, length);
    }

    private static Hdf5Cursor one(String name, ObjectHeader header, int type) {
        List<ObjectHeader.Message> found = header.all(type);
        if (found.size() != 1) {
            throw new IllegalArgumentException("is an HDF5 file in which " + name
                    + " is no array, or is described twice; save the model again with Keras");
        }
        return new Hdf5Cursor(found.get(0).data().rest());
    }
}
