package org.robustness4j.internal.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The named arrays of a {@code .npz} file. */
public final class NpzFile {

    private static final String SUFFIX = ".npy";
    private static final int MOST_ARRAYS = 100;
    private static final int LONGEST_NAME = 200;

    private final Map<String, NpyArray> arrays;

    private NpzFile(Map<String, NpyArray> arrays) {
        this.arrays = arrays;
    }

    /**
     * Reads all arrays of a file, and checks their checksums. They may take {@link NpyArray#MOST_BYTES} together.
     *
     * @throws IOException if it cannot be read, or is no such file; the message names the array, not the file
     */
    public static NpzFile read(Path file) throws IOException {
        return read(file, NpyArray.MOST_BYTES);
    }

    /**
     * Reads all arrays of a file, and checks their checksums.
     *
     * @param most the bytes that the values of all arrays may take together
     * @throws IOException if it cannot be read, has more, or is no such file; the message names the array, not the file
     */
    public static NpzFile read(Path file, long most) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, most);
        }
    }

    /** Reads all arrays of a stream. */
    public static NpzFile read(InputStream in, long most) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>();
        long left = most;
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.length() > LONGEST_NAME || arrays.size() == MOST_ARRAYS) {
                    throw new NpyFormatException("it has more than " + MOST_ARRAYS
                            + " arrays, or one with a name of more than " + LONGEST_NAME + " characters");
                }
                NpyArray array;
                try {
                    array = NpyArray.read(zip, left, most);
                } catch (NpyFormatException e) {
                    throw new IOException("the array " + name + " cannot be used: " + e.getMessage(), e);
                }
                left -= array.size();
                NpyArray before = arrays.put(
                        name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name, array);
                if (before != null) {
                    throw new NpyFormatException("it has the array " + name + " twice");
                }
            }
        }
        return new NpzFile(arrays);
    }

    /** The names of all arrays, in the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    /** Whether there is an array of a name. */
    public boolean has(String name) {
        return arrays.containsKey(name);
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
