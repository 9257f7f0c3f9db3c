package org.robustness4j.internal.numpy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The named arrays of a {@code .npz} file. */
public final class NpzFile {

    private static final String SUFFIX = ".npy";
    private static final int MOST_ARRAYS = 100;
    private static final int LONGEST_NAME = 200;

    private final Map<String, NpyArray> arrays;
    private final Set<String> names;

    private NpzFile(Map<String, NpyArray> arrays, Set<String> names) {
        this.arrays = arrays;
        this.names = names;
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
            return read(in, most, name -> true);
        }
    }

    /**
     * Reads some arrays of a stream, and passes over the others.
     *
     * @param most the bytes that their values may take together
     * @param isWanted whether an array is read, by its name
     * @throws IOException if it cannot be read, has more, or is no such file; the message names the array, not the file
     */
    public static NpzFile read(InputStream in, long most, Predicate<String> isWanted) throws IOException {
        Map<String, NpyArray> arrays = new TreeMap<>();
        Set<String> names = new TreeSet<>();
        long left = most;
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String file = entry.getName();
                if (file.length() > LONGEST_NAME || names.size() == MOST_ARRAYS) {
                    throw new NpyFormatException("it has more than " + MOST_ARRAYS
                            + " arrays, or one with a name of more than " + LONGEST_NAME + " characters");
                }
                String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
                if (!names.add(name)) {
                    throw new NpyFormatException("it has the array " + file + " twice");
                }
                if (!isWanted.test(name)) {
                    continue;
                }
                NpyArray array;
                try {
                    array = NpyArray.read(zip, left, most);
                } catch (NpyFormatException e) {
                    throw new IOException("the array " + file + " cannot be used: " + e.getMessage(), e);
                }
                left -= array.size();
                arrays.put(name, array);
            }
        }
        return new NpzFile(arrays, names);
    }

    /** The names of all arrays, read or not, in the order of the alphabet. */
    public List<String> names() {
        return List.copyOf(names);
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
            throw new NpyFormatException("it has no array '" + name + "', only " + names);
        }
        return array;
    }
}
