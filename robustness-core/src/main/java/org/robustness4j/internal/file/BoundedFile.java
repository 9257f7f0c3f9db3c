package org.robustness4j.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that somebody else may have put there: they are read up to a size, and no further. */
public final class BoundedFile {

    private BoundedFile() {}

    /**
     * The content of a file.
     *
     * @param most the bytes that it may have
     * @throws IOException if it cannot be read, or has more; the message does not name the file
     */
    public static byte[] read(Path file, long most) throws IOException {
        long size = Files.size(file);
        if (size > most) {
            throw tooLong(size, most);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) Math.min(size, Integer.MAX_VALUE - 8));
            if (in.read() >= 0) {
                throw new IOException("it had " + size
                        + " bytes, and grew while it was read; read it again when nothing" + " writes to it");
            }
            return content;
        }
    }

    private static IOException tooLong(long size, long most) {
        return new IOException("it has " + size + " bytes or more, but at most " + most + " are read");
    }
}
