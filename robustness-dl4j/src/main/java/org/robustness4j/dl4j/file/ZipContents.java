package org.robustness4j.dl4j.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip file that make a model, unpacked. The file is read once, from its beginning, as DL4J does; its
 * table of contents is only compared, so that no other reader sees another model. Entries that DL4J does not know stay
 * behind. The configuration comes first in files of {@code ModelSerializer}; from there on weights are held to what its
 * network has use for, and before it to the file's own limit.
 */
public final class ZipContents {

    /** Any file may unpack to this much. */
    private static final long HARMLESS_BYTES = 128L << 20;

    /** Weights hardly shrink when packed, even when most are 0; what grows by more than this is made to fill memory. */
    private static final long LARGEST_RATIO = 20;

    private static final int MOST_ENTRIES = 1000;

    /**
     * Values take at most 8 bytes each; what says of them how many there are, and of which type, takes a few hundred.
     */
    private static final long BYTES_OF_DESCRIPTION = 64L << 10;

    /** The entries that are looked at, with what each may unpack to; other limits hold for weights. */
    private static final Map<String, Long> KNOWN = Map.of(
            ModelSerializer.CONFIGURATION_JSON, 16L << 20,
            ModelSerializer.COEFFICIENTS_BIN, Long.MAX_VALUE,
            ModelSerializer.UPDATER_BIN, Long.MAX_VALUE,
            ModelSerializer.NORMALIZER_BIN, 64L << 20,
            ModelSerializer.NO_PARAMS_MARKER, 1L << 10);

    private static final Path ROOT = Path.of("root").toAbsolutePath();

    private final Map<String, UnpackedEntry> entries = new HashMap<>();
    private final long allowed;
    private long unpacked;
    private @Nullable CheckedNetwork network;

    private ZipContents(long allowed) {
        this.allowed = allowed;
    }

    /**
     * Unpacks a file.
     *
     * @throws IllegalArgumentException if it is not what {@code ModelSerializer} writes, holds serialised objects, a
     *     configuration that DL4J makes no network of or more weights than its network has, or unpacks to far more than
     *     its size; the message goes on after the name of the file
     * @throws java.util.zip.ZipException if it is no zip file, is damaged, or is encrypted
     */
    public static ZipContents of(Path path) throws IOException {
        ZipContents contents = new ZipContents(HARMLESS_BYTES + LARGEST_RATIO * Files.size(path));
        Set<String> listed = listed(path);
        Set<String> found = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                requireFew(found.size());
                requireInside(entry.getName());
                if (!found.add(entry.getName())) {
                    throw new IllegalArgumentException("holds the entry '" + entry.getName()
                            + "' twice, so that readers may see two models; write the model again with DL4J's"
                            + " ModelSerializer");
                }
                contents.add(entry.getName(), zip);
            }
        }
        requireSame(listed, found);
        return contents;
    }

    private static Set<String> listed(Path path) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile zip = new ZipFile(path.toFile())) {
            requireFew(zip.size() - 1);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static void requireFew(int before) {
        if (before >= MOST_ENTRIES) {
            throw new IllegalArgumentException("holds more than " + MOST_ENTRIES
                    + " entries, but a model has at most " + KNOWN.size()
                    + "; write the model alone into a file, with DL4J's ModelSerializer");
        }
    }

    private static void requireInside(String name) {
        boolean isInside = !name.startsWith("/")
                && name.indexOf('\0') < 0
                && ROOT.resolve(name.replace('\\', '/')).normalize().startsWith(ROOT);
        if (!isInside) {
            throw new IllegalArgumentException("holds the entry '" + name
                    + "', whose path climbs out of the file; no model has one, so do not trust it");
        }
    }

    private static void requireSame(Set<String> listed, Set<String> found) {
        if (!listed.equals(found)) {
            Set<String> differing = new TreeSet<>(found);
            differing.addAll(listed);
            differing.removeIf(name -> listed.contains(name) && found.contains(name));
            throw new IllegalArgumentException("has other entries than its table of contents says: "
                    + List.copyOf(differing).subList(0, Math.min(5, differing.size()))
                    + "; readers would see two models, so do not trust it, or write the model again with DL4J's"
                    + " ModelSerializer");
        }
    }

    private void add(String name, InputStream in) throws IOException {
        if (name.equals(ModelSerializer.PREPROCESSOR_BIN)) {
            throw new SerializedObjectsException("holds " + name + ", a serialised object");
        }
        Long most = KNOWN.get(name);
        UnpackedEntry entry = new UnpackedEntry();
        if (most == null) {
            skip(in);
            return;
        }
        long useful = useful(name);
        while (entry.add(in)) {
            if (entry.length() > most) {
                throw new IllegalArgumentException("holds the entry " + name + ", which unpacks to more than "
                        + (most >> 10) + " KiB; no model needs that much there, so do not trust it");
            }
            if (entry.length() > useful) {
                throw new IllegalArgumentException("holds the entry " + name + ", which unpacks to more than "
                        + (useful >> 10)
                        + " KiB, but its network has no use for more; do not trust it, or write the model"
                        + " again with DL4J's ModelSerializer");
            }
            requireAllowed(unpacked + entry.length());
        }
        unpacked += entry.length();
        if (name.equals(ModelSerializer.CONFIGURATION_JSON)) {
            String json = new String(entry.open().readAllBytes(), StandardCharsets.UTF_8);
            network = CheckedNetwork.of(ModelConfiguration.checked(json));
        } else {
            entries.put(name, entry);
        }
    }

    /** What the network has use for in an entry; of one that came before the configuration it is not known. */
    private long useful(String name) {
        if (network == null) {
            return Long.MAX_VALUE;
        }
        return switch (name) {
            case ModelSerializer.COEFFICIENTS_BIN -> BYTES_OF_DESCRIPTION + Long.BYTES * network.parameters();
            case ModelSerializer.UPDATER_BIN -> BYTES_OF_DESCRIPTION + Long.BYTES * network.mostState();
            default -> Long.MAX_VALUE;
        };
    }

    private void skip(InputStream in) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            unpacked += read;
            requireAllowed(unpacked);
        }
    }

    private void requireAllowed(long bytes) {
        if (bytes > allowed) {
            throw new IllegalArgumentException("unpacks to more than " + (allowed >> 20) + " MiB, over "
                    + LARGEST_RATIO
                    + " times its size; weights do not, so it is refused. If it is a model of yours, load it yourself and"
                    + " give the network instead of the file");
        }
    }

    /**
     * The network, without weights yet.
     *
     * @throws IllegalArgumentException if there is none
     */
    public CheckedNetwork network() {
        if (network == null) {
            throw missing(ModelSerializer.CONFIGURATION_JSON);
        }
        return network;
    }

    /**
     * The weights as they are stored.
     *
     * @throws IllegalArgumentException if there are none
     */
    public StoredArrays coefficients() {
        UnpackedEntry entry = required(ModelSerializer.COEFFICIENTS_BIN);
        if (entry.length() == 0) {
            throw new IllegalArgumentException(
                    "holds a network without parameters, which is no classifier; train one, and write it with DL4J's"
                            + " ModelSerializer");
        }
        return new StoredArrays(entry.open(), entry.length());
    }

    private UnpackedEntry required(String name) {
        UnpackedEntry entry = entries.get(name);
        if (entry == null) {
            throw missing(name);
        }
        return entry;
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException(
                "holds no " + name + ", so it is not a DL4J model; write the model with DL4J's ModelSerializer");
    }

    @Nullable
    public StoredArrays updaterState() {
        return optional(ModelSerializer.UPDATER_BIN);
    }

    @Nullable
    public StoredArrays normalizer() {
        return optional(ModelSerializer.NORMALIZER_BIN);
    }

    private @Nullable StoredArrays optional(String name) {
        UnpackedEntry entry = entries.get(name);
        return entry == null ? null : new StoredArrays(entry.open(), entry.length());
    }
}
