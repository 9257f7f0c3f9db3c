package org.robustness4j.hardening;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.robustness4j.model.TrainableModel;

/**
 * The models after each epoch and what the epochs came to, in a folder: {@code epoch-<n>.zip}, of which the best and the last
 * one are kept, {@code training.json}, and in the end {@code hardened.zip}. Files are replaced as a whole, so that a training
 * that is killed goes on from its last epoch.
 */
final class Checkpoints {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** What is stored. */
    private record Content(Map<String, String> settings, List<EpochRecord> epochs) {}

    /**
     * What the epochs came to so far.
     *
     * @throws IllegalStateException if the folder holds another training
     */
    List<EpochRecord> read() {
        Path file = state();
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Content content = JSON.readValue(file.toFile(), Content.class);
            requireSame(content.settings());
            return content.epochs();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file.toAbsolutePath() + " is not the state of a training; delete the folder, or choose another", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of the training cannot be read from " + file.toAbsolutePath(), e);
        }
    }

    private void requireSame(Map<String, String> stored) {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String before = stored.get(setting.getKey());
            if (!setting.getValue().equals(before)) {
                throw new IllegalStateException(folder.toAbsolutePath() + " holds another training, with "
                        + setting.getKey() + " " + before + " instead of " + setting.getValue()
                        + "; delete the folder to start anew, or choose another");
            }
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
        replace(state(), file -> JSON.writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), new Content(settings, epochs)));
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

    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void replace(Path file, Writing writing) {
        Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(folder);
            writing.to(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file.toAbsolutePath() + " cannot be written; check free space and permissions, or choose another"
                            + " folder",
                    e);
        }
    }
}
