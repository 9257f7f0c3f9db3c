package org.robustness4j.dl4j.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A place in a piece of a file, from which whole numbers without sign are read, the least byte first. */
final class Hdf5Cursor {

    private final ByteBuffer bytes;

    Hdf5Cursor(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int left() {
        return bytes.remaining();
    }

    int position() {
        return bytes.position();
    }

    int u8() {
        return need(1).get() & 0xff;
    }

    int u16() {
        return need(2).getShort() & 0xffff;
    }

    long u32() {
        return need(4).getInt() & 0xffffffffL;
    }

    /** A size or an address; those above 2^63, the undefined address among them, are negative here. */
    long u64() {
        return need(8).getLong();
    }

    void skip(long count) {
        need(count);
        bytes.position(bytes.position() + (int) count);
    }

    /** To the next multiple of 8 from the beginning of the piece. */
    void align() {
        skip(Math.min(left(), -bytes.position() & 7));
    }

    Hdf5Cursor part(long length) {
        need(length);
        Hdf5Cursor part = new Hdf5Cursor(bytes.slice(bytes.position(), (int) length));
        skip(length);
        return part;
    }

    ByteBuffer rest() {
        return bytes.slice();
    }

    /**
     * The text up to the first zero byte, or to the end.
     *
     * @throws IllegalArgumentException if it is longer
     */
    String text(int most) {
        String text = new Hdf5Cursor(bytes.slice().limit(Math.min(bytes.remaining(), most + 1))).text();
        if (text.length() > most) {
            throw new IllegalArgumentException("is an HDF5 file with a name of more than " + most
                    + " characters; it is damaged or made to harm: copy it again");
        }
        return text;
    }

    /** The text up to the first zero byte, or to the end. */
    String text() {
        ByteBuffer rest = bytes.slice();
        int length = 0;
        while (length < rest.limit() && rest.get(length) != 0) {
            length++;
        }
        return StandardCharsets.UTF_8.decode(rest.limit(length)).toString();
    }

    void require(String signature) {
        String found = StandardCharsets.ISO_8859_1
                .decode(part(signature.length()).bytes)
                .toString();
        if (!found.equals(signature)) {
            throw new IllegalArgumentException("is a damaged HDF5 file: where " + signature
                    + " has to stand there is something else; copy it again");
        }
    }

    private ByteBuffer need(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("is a damaged HDF5 file: a part of it needs " + count
                    + " bytes more where it has " + bytes.remaining() + "; copy it again");
        }
        return bytes;
    }
}
