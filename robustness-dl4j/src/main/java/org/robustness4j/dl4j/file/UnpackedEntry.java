package org.robustness4j.dl4j.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** What an entry of a zip file unpacks to, in pieces, so that weights are never held twice. */
final class UnpackedEntry {

    private static final int PIECE = 1 << 16;

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private long length;

    /** Reads the next piece. */
    boolean add(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        int read = in.readNBytes(piece, 0, PIECE);
        if (read > 0) {
            pieces.add(read < PIECE ? Arrays.copyOf(piece, read) : piece);
            length += read;
        }
        return read > 0;
    }

    long length() {
        return length;
    }

    /** The bytes, which are let go of as they are read: to be asked for once. */
    InputStream open() {
        return new Pieces(pieces);
    }

    private static final class Pieces extends InputStream {

        private final Deque<byte[]> left;
        private InputStream piece = new ByteArrayInputStream(new byte[0]);

        private Pieces(Deque<byte[]> left) {
            this.left = left;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (wanted == 0) {
                return 0;
            }
            try {
                int read = piece.read(target, offset, wanted);
                while (read < 0 && !left.isEmpty()) {
                    piece = new ByteArrayInputStream(left.remove());
                    read = piece.read(target, offset, wanted);
                }
                return read;
            } catch (IOException e) {
                throw new IllegalStateException("Bytes in memory cannot be read", e);
            }
        }
    }
}
