package org.robustness4j.hardening;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.hardening.HardenedModel.EpochRecord;
import org.robustness4j.internal.file.AtomicFile;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.json.JsonFormat;
import org.robustness4j.model.internal.TrainableModel;

/**
 * The models after each epoch and what the epochs came to, in a folder: {@code epoch-<n>.zip}, of which the best and
 * the last one are kept, {@code training.json}, and in the end {@code hardened.zip}. Files are replaced as a whole, so
 * that a training that is killed goes on from its last epoch.
 */
final class Checkpoints {

    /** An epoch takes some 200. */
    private static final long MOST_BYTES = 16L << 20;

    private final Path folder;
    private final Map<String, String> settings;

    /**
     * Looks into a folder.
     *
     * @param settings what the result of the training depends on
     */
    Checkpoints(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** The content of {@code training.json}. */
    private record Content(Map<String, String> settings, List<StoredEpoch> epochs) {}

    /** An epoch as it stands in the file, whatever the fields of {@link EpochRecord} are called. */
    private record StoredEpoch(
            int epoch,
            double loss,
            double trainingAccuracy,
            @Nullable Double cleanAccuracy,
            @Nullable Double robustAccuracy,
            boolean collapsed,
            double seconds) {

        static StoredEpoch of(EpochRecord epoch) {
            return new StoredEpoch(
                    epoch.epoch(),
                    epoch.loss(),
                    epoch.trainingAccuracy(),
                    epoch.cleanAccuracy(),
                    epoch.robustAccuracy(),
                    epoch.collapsed(),
                    epoch.seconds());
        }

        EpochRecord epochRecord() {
            return new EpochRecord(epoch, loss, trainingAccuracy, cleanAccuracy, robustAccuracy, collapsed, seconds);
        }
    }

    /**
     * The figures of the epochs so far.
     *
     * @throws IllegalStateException if the folder holds another training
     */
    List<EpochRecord> read() {
        Path file = state();
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = JsonFormat.COMPACT.readValue(BoundedFile.read(file, MOST_BYTES), Content.class);
            requireSame(content.settings());
            int last = content.epochs().size();
            if (last > 0 && !Files.exists(model(last))) {
                throw new IllegalStateException(folder.toAbsolutePath() + " lacks the model of its last epoch, "
                        + model(last).getFileName() + "; delete the folder to start anew");
            }
            return content.epochs().stream().map(StoredEpoch::epochRecord).toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file.toAbsolutePath() + " is not the state of a training; delete the folder, or choose another", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of the training cannot be read from " + file.toAbsolutePath(), e);
        }
    }

    private void requireSame(Map<String, String> stored) {
        Set<String> names = new TreeSet<>(settings.keySet());
        names.addAll(stored.keySet());
        for (String name : names) {
            String own = settings.getOrDefault(name, "none");
            String before = stored.getOrDefault(name, "none");
            if (!own.equals(before)) {
                throw new IllegalStateException(folder.toAbsolutePath() + " holds another training, with " + name + " "
                        + before + " instead of " + own + "; delete the folder to start anew, or choose another");
            }
        }
    }

    /**
     * Trains while other processes are kept out of the folder; they wait until it is done.
     *
     * @throws IllegalStateException if this process is training into it already
     */
    <T> T whileLocked(Supplier<T> training) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return training.get();
            }
        } catch (OverlappingFileLockException e) {
            throw new IllegalStateException(
                    folder.toAbsolutePath() + " is being trained into by another thread; choose another folder", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + folder.toAbsolutePath() + " cannot be used; check permissions, or choose another",
                    e);
        }
    }

    private Path state() {
        return folder.resolve("training.json");
    }

    /** The model after an epoch. */
    Path model(int epoch) {
        return folder.resolve(String.format(Locale.ROOT, "epoch-%04d.zip", epoch));
    }

    /** Writes the model after an epoch; it counts once its record is added. */
    Path save(TrainableModel model, int epoch) {
        Path file = model(epoch);
        replace(file, model::save);
        return file;
    }

    /** Adds what the last epoch came to, and drops the models that are neither the best nor the last. */
    void add(List<EpochRecord> epochs, int best) {
        int last = epochs.size();
        replace(
                state(),
                file -> JsonFormat.INDENTED.writeValue(
                        file.toFile(),
                        new Content(
                                settings, epochs.stream().map(StoredEpoch::of).toList())));
        for (int epoch = 1; epoch < last; epoch++) {
            if (epoch != best) {
                delete(model(epoch));
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint " + file.toAbsolutePath() + " cannot be deleted", e);
        }
    }

    /** Makes an epoch's model the result. */
    Path finish(int epoch) {
        Path result = folder.resolve("hardened.zip");
        replace(result, file -> Files.copy(model(epoch), file, StandardCopyOption.REPLACE_EXISTING));
        return result;
    }

    private static void replace(Path file, AtomicFile.Writing writing) {
        try {
            AtomicFile.replace(file, writing);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file.toAbsolutePath() + " cannot be written; check free space and permissions, or choose another"
                            + " folder",
                    e);
        }
    }
}
