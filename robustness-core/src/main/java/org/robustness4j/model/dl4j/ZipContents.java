package org.robustness4j.model.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Whether a zip file may be handed to DL4J, which unpacks whatever it is given. */
record ZipContents(Path path) {

    /** Any file may unpack to this much. */
    private static final long HARMLESS_BYTES = 256L << 20;

    /** Weights hardly shrink when packed; what grows by more than this is made to fill memory. */
    private static final long LARGEST_RATIO = 100;

    private static final int CHUNK = 1 << 16;

    /**
     * Counts what the entries unpack to, whatever they claim.
     *
     * @throws IllegalArgumentException if an entry's path leaves the zip, or they unpack to far more than the file's size
     */
    void requireHarmless() throws IOException {
        long allowed = HARMLESS_BYTES + LARGEST_RATIO * Files.size(path);
        long unpacked = 0;
        byte[] chunk = new byte[CHUNK];
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
                requireInside(entry);
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                        unpacked += read;
                        requireAtMost(unpacked, allowed);
                    }
                }
            }
        }
    }

    private void requireInside(ZipEntry entry) {
        Path root = Path.of("root").toAbsolutePath();
        if (entry.getName().startsWith("/")
                || !root.resolve(entry.getName()).normalize().startsWith(root)) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " holds the entry '" + entry.getName()
                    + "', whose path climbs out of the file; no model has one, so do not trust it");
        }
    }

    private void requireAtMost(long unpacked, long allowed) {
        if (unpacked > allowed) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " unpacks to more than " + (allowed >> 20)
                    + " MiB, over " + LARGEST_RATIO
                    + " times its size; weights do not, so it is refused. If it is a model, load it yourself and give the"
                    + " network instead of the file");
        }
    }
}
