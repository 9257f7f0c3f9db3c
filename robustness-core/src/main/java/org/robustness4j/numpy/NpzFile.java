package org.robustness4j.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The named arrays of a {@code .npz} file. */
public final class NpzFile {

    private static final String SUFFIX = ".npy";

    private final Map<String, NpyArray> arrays;

    private NpzFile(Map<String, NpyArray> arrays) {
        this.arrays = arrays;
    }

    /**
     * Reads all arrays of a file, and checks their checksums.
     *
     * @throws IOException if it cannot be read, or is no such file; the message names the array, not the file
     */
    public static NpzFile read(Path file) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                try {
                    arrays.put(
                            name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name,
                            NpyArray.read(zip));
                } catch (NpyFormatException e) {
                    throw new IOException("the array " + name + " cannot be used: " + e.getMessage(), e);
                }
            }
        }
        return new NpzFile(arrays);
    }

    /**
     * The array of a name.
     *
     * @throws NpyFormatException if there is none
     */
    public NpyArray array(String name) throws NpyFormatException {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new NpyFormatException("it has no array '" + name + "', only " + arrays.keySet());
        }
        return array;
    }
}
