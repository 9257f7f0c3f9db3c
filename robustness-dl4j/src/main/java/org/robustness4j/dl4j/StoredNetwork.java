package org.robustness4j.dl4j;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.OutputView;
import org.robustness4j.model.internal.PortableModel;

/** A network and its normaliser as {@code ModelSerializer} writes them, without the state of its updater. */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record StoredNetwork(byte[] zip, OutputView view) implements PortableModel {

    public static StoredNetwork of(Model network, @Nullable DataNormalization normalizer, OutputView view) {
        return onDisk(file -> {
            ModelSerializer.writeModel(network, file, false);
            if (normalizer != null) {
                ModelSerializer.addNormalizerToModel(file, normalizer);
            }
            return new StoredNetwork(Files.readAllBytes(file.toPath()), view);
        });
    }

    @Override
    public AdaptedModel restored() {
        return onDisk(file -> {
            Files.write(file.toPath(), zip);
            // a process of the same code wrote it
            return new Dl4jZipFile(file.toPath()).readTrusted().viewed(view);
        });
    }

    private interface OnDisk<T> {

        T from(File file) throws IOException;
    }

    /** DL4J reads and adds to files alone. */
    private static <T> T onDisk(OnDisk<T> action) {
        try {
            Path path = Files.createTempFile("robustness4j-", ".zip");
            try {
                return action.from(path.toFile());
            } finally {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A copy of the model cannot be kept in the temporary folder", e);
        }
    }
}
