package org.robustness4j.dl4j.hdf5;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of a file, of which only so many are read: a file that leads in circles, or that says of the same bytes
 * again and again that they are something else, comes to its end here.
 */
final class Hdf5Bytes {

    /** Descriptions of a model with 1,000 layers take about 10 MiB. */
    private static final long MOST_DESCRIPTION = 64L << 20;

    private final FileChannel channel;
    private final long size;
    private long descriptionLeft;
    private long valuesLeft;

    Hdf5Bytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.descriptionLeft = Math.min(MOST_DESCRIPTION, 16 * size + 4096);
        this.valuesLeft = size;
    }

    long size() {
        return size;
    }

    /** What describes the file. */
    Hdf5Cursor description(long address, long length) throws IOException {
        require(address, length);
        if (length > descriptionLeft) {
            throw new IllegalArgumentException("is an HDF5 file that leads in circles, or describes more than it can"
                    + " hold; it is damaged or made to harm, so do not trust it");
        }
        descriptionLeft -= length;
        return new Hdf5Cursor(read(address, (int) length));
    }

    /** The values of an array; no two arrays are made of the same bytes. */
    ByteBuffer values(long address, long length) throws IOException {
        require(address, length);
        if (length > valuesLeft || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("is an HDF5 file with arrays of more bytes than it has, or with one of"
                    + " more than 2 GiB; arrays that share their bytes are not read: save the model again with Keras");
        }
        valuesLeft -= length;
        return read(address, (int) length);
    }

    private void require(long address, long length) {
        if (address < 0 || length < 0 || address > size || length > size - address) {
            throw new IllegalArgumentException("is an HDF5 file that speaks of " + length + " bytes at "
                    + Long.toUnsignedString(address) + ", but has only " + size
                    + "; it was cut short, is damaged or made to harm: copy it again");
        }
    }

    private ByteBuffer read(long address, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, address + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
