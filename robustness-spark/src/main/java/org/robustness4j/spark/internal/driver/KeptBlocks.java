package org.robustness4j.spark.internal.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.internal.cache.UnknownContentException;
import org.robustness4j.internal.cache.WorkKey;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.internal.executor.BlockReport;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of finished blocks on the driver's disk, so that work that is broken off goes on where it was.
 *
 * @param folder for this work alone, null when nothing is kept
 * @param most the bytes of a report that is kept
 */
public record KeptBlocks(@Nullable Path folder, long most) {

    /** Nothing is kept. */
    public static final KeptBlocks NONE = new KeptBlocks(null);

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptBlocks.class);
    private static final String HEADER = "robustness4j blocks 1 sha256 ";
    private static final String SUFFIX = ".blocks";
    private static final int KEY_DIGITS = 32;

    /** A task has at most some millions of values, and a report the points of its broken samples. */
    private static final long MOST_BYTES = 128L << 20;

    private static final AtomicBoolean SAID_TOO_LONG = new AtomicBoolean();

    public KeptBlocks(@Nullable Path folder) {
        this(folder, MOST_BYTES);
    }

    /**
     * What is kept of some work. Work that may run out of time, or that cannot be told from other work, is not kept.
     *
     * @param folder for all works
     * @param probes samples of the work
     * @param data tells the samples from others
     */
    public static KeptBlocks of(
            Path folder,
            PreparedModel model,
            Samples probes,
            Attack attack,
            ThreatModel threatModel,
            RunOptions options,
            String data) {
        if (options.timeBudget() != null) {
            return NONE;
        }
        try {
            String work = new WorkKey(
                            model.identity(),
                            model.model().model().code(),
                            model.model().name(),
                            model.firstLogits(probes),
                            probes.shape(),
                            attack,
                            threatModel,
                            options)
                    .hex();
            String key = Sha256.hex((work + data).getBytes(StandardCharsets.UTF_8));
            return new KeptBlocks(folder.resolve(key.substring(0, KEY_DIGITS)));
        } catch (UnknownContentException e) {
            LOGGER.info("Finished blocks are not kept: {}", e.getMessage());
            return NONE;
        }
    }

    /**
     * Keeps a report; where that is not possible, or it is longer than what is read again, the work goes on without.
     */
    public void add(BlockReport report) {
        if (folder == null) {
            return;
        }
        byte[] content = Serialization.bytes(report);
        byte[] header = header(Sha256.hex(content));
        if (header.length + (long) content.length > most) {
            if (!SAID_TOO_LONG.getAndSet(true)) {
                LOGGER.warn(
                        "A report of {} bytes on {} is not kept, because no more than {} are read again; if the work is"
                                + " broken off, blocks with such reports are attacked again",
                        content.length,
                        report.range(),
                        most);
            }
            return;
        }
        try {
            ResultsFolder.replace(
                    folder.resolve("%010d-%010d%s"
                            .formatted(report.range().from(), report.range().to(), SUFFIX)),
                    out -> {
                        out.write(header);
                        out.write(content);
                    });
        } catch (UncheckedIOException e) {
            LOGGER.warn("Finished blocks are not kept: {}", e.getMessage());
        }
    }

    /** Hands on the reports kept, one at a time, without those that are damaged: their blocks have to be done again. */
    public void read(Consumer<BlockReport> onReport) {
        for (Path file : files()) {
            BlockReport report = report(file);
            if (report == null) {
                LOGGER.warn(
                        "{} is damaged, or of another version; its blocks are attacked again", file.toAbsolutePath());
            } else {
                onReport.accept(report);
            }
        }
    }

    private @Nullable BlockReport report(Path file) {
        try {
            byte[] bytes = BoundedFile.read(file, most);
            int length = Math.min(header(Sha256.hex(Sha256.digest())).length, bytes.length);
            MessageDigest digest = Sha256.digest();
            digest.update(bytes, length, bytes.length - length);
            return Arrays.equals(header(Sha256.hex(digest)), Arrays.copyOf(bytes, length))
                    ? StoredReport.read(bytes, length)
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.warn("{} cannot be used: {}", file.toAbsolutePath(), e.getMessage());
            return null;
        }
    }

    /** Deletes what is kept, when all is done. */
    public void clear() {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            LOGGER.warn("{} cannot be deleted; delete it by hand", folder.toAbsolutePath(), e);
        }
    }

    /** How to go on after a failure. */
    public String advice() {
        int finished = files().size();
        return folder == null || finished == 0
                ? ""
                : "; " + finished + " finished parts are kept in " + folder.toAbsolutePath()
                        + ", the same command goes on from there";
    }

    private List<Path> files() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder.toAbsolutePath() + " cannot be listed", e);
        }
    }

    private static byte[] header(String hash) {
        return (HEADER + hash + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
