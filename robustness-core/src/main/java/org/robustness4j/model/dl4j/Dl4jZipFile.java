package org.robustness4j.model.dl4j;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.robustness4j.model.AdaptedModel;

/** A model as {@code ModelSerializer} wrote it, with the normaliser that was stored beside it. */
record Dl4jZipFile(Path path) {

    /** @throws IllegalArgumentException if the file is missing, is not such a zip file, or holds another kind of model */
    AdaptedModel read() {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("There is no model file " + path.toAbsolutePath()
                    + "; give the path of a zip that DL4J's ModelSerializer wrote");
        }
        File file = path.toFile();
        try {
            new ZipContents(path).requireHarmless();
            Model network = configuration(file).contains("\"vertices\"")
                    ? ModelSerializer.restoreComputationGraph(file, true)
                    : ModelSerializer.restoreMultiLayerNetwork(file, true);
            DataNormalization normalizer = normalizer(file);
            return normalizer == null ? Dl4jNetwork.of(network) : Dl4jNetwork.of(network, normalizer);
        } catch (ZipException e) {
            throw new IllegalArgumentException(
                    path.toAbsolutePath() + " is not a readable zip file (" + e.getMessage()
                            + "); write the model again with DL4J's ModelSerializer",
                    e);
        } catch (EOFException e) {
            throw new IllegalArgumentException(
                    path.toAbsolutePath() + " ends in the middle of the model; write or copy it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The model file " + path.toAbsolutePath() + " cannot be read", e);
        }
    }

    private String configuration(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
            if (entry == null) {
                throw new IllegalArgumentException(path.toAbsolutePath() + " holds no "
                        + ModelSerializer.CONFIGURATION_JSON
                        + ", so it is not a DL4J model; write the model with DL4J's ModelSerializer");
            }
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private @Nullable DataNormalization normalizer(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            if (zip.getEntry(ModelSerializer.NORMALIZER_BIN) == null) {
                return null;
            }
        }
        Normalizer<?> stored = ModelSerializer.restoreNormalizerFromFile(file);
        if (stored instanceof DataNormalization normalizer) {
            return normalizer;
        }
        throw new IllegalArgumentException(path.toAbsolutePath() + " stores a normaliser of the kind "
                + (stored == null ? "unknown" : stored.getClass().getName()) + ", which does not apply to DataSets");
    }
}
