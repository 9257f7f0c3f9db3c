package org.robustness4j.dl4j.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An HDF5 file of unknown origin, read in the virtual machine alone: the native library, which follows addresses and
 * sizes that a file makes up, never sees it. Known is what Keras writes by h5py; the rest is refused with a sentence.
 *
 * @see <a href="https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html">HDF5 File Format Specification</a>
 */
public final class Hdf5File implements Closeable {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int LONGEST_SUPERBLOCK = 96;

    private final FileChannel channel;
    private final Hdf5Bytes bytes;
    private final long root;

    private Hdf5File(FileChannel channel, Hdf5Bytes bytes, long root) {
        this.channel = channel;
        this.bytes = bytes;
        this.root = root;
    }

    /** Whether a file begins as HDF5 files do. */
    public static boolean isHdf5(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        }
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException if it is no such file, or ends too early; the message goes on after its name
     */
    public static Hdf5File open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        try {
            Hdf5Bytes bytes = new Hdf5Bytes(channel);
            return new Hdf5File(channel, bytes, root(bytes));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static long root(Hdf5Bytes bytes) throws IOException {
        Hdf5Cursor in = bytes.description(0, Math.min(LONGEST_SUPERBLOCK, bytes.size()));
        in.skip(SIGNATURE.length);
        int version = in.u8();
        if (version > 3) {
            throw new IllegalArgumentException("is an HDF5 file of the version " + version
                    + "; 0 to 3 are known: save the model again with Keras");
        }
        boolean isOld = version < 2;
        in.skip(isOld ? 4 : 0);
        int offsets = in.u8();
        int lengths = in.u8();
        if (offsets != 8 || lengths != 8) {
            throw new IllegalArgumentException("is an HDF5 file with addresses of " + offsets + " bytes and sizes of "
                    + lengths + "; 8 and 8 are read, which is what Keras writes: save the model again with Keras");
        }
        in.skip(isOld ? (version == 0 ? 9 : 13) : 1);
        long base = in.u64();
        in.skip(8);
        long end = in.u64();
        long root;
        if (isOld) {
            in.skip(16);
            root = in.u64();
        } else {
            root = in.u64();
        }
        if (base != 0) {
            throw new IllegalArgumentException("is an HDF5 file that begins at the byte " + Long.toUnsignedString(base)
                    + " of it; 0 is read: save the model again with Keras");
        }
        if (end < 0 || end > bytes.size()) {
            throw new IllegalArgumentException(
                    "is an HDF5 file of " + Long.toUnsignedString(end) + " bytes by what it says, of which "
                            + bytes.size() + " are there; it was cut short: copy it again");
        }
        return root;
    }

    /** The outermost group. */
    public Hdf5Group root() throws IOException {
        return new Hdf5Group(bytes, root);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
