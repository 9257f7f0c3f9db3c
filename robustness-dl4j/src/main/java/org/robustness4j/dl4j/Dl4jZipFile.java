package org.robustness4j.dl4j;

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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.robustness4j.dl4j.file.CheckedNetwork;
import org.robustness4j.dl4j.file.ModelConfiguration;
import org.robustness4j.dl4j.file.StoredArrays;
import org.robustness4j.dl4j.file.StoredNormalizer;
import org.robustness4j.dl4j.file.ZipContents;
import org.robustness4j.model.internal.AdaptedModel;

/**
 * A model as {@code ModelSerializer} wrote it, with the normaliser that was stored beside it. {@code ModelSerializer}
 * reads whatever it finds, serialised objects among it; so a file of unknown origin is unpacked here, and DL4J is given
 * its parts once they are looked at.
 */
public record Dl4jZipFile(Path path) {

    private record Stored(Model network, @Nullable DataNormalization normalizer) {

        AdaptedModel adapted() {
            return normalizer == null ? Dl4jNetwork.of(network) : Dl4jNetwork.of(network, normalizer);
        }
    }

    private interface Reading {

        Stored stored() throws IOException;
    }

    /**
     * Reads the file as data: no code runs but that of DL4J and of the layers on the classpath that it names.
     *
     * @throws IllegalArgumentException if the file is missing, is not such a zip file, holds another kind of model, or
     *     what no such file needs
     */
    public AdaptedModel read() {
        return read(this::checked);
    }

    /**
     * Has DL4J read the file as it is.
     *
     * @throws IllegalArgumentException if the file is missing, is not such a zip file, or holds another kind of model
     */
    public AdaptedModel readTrusted() {
        return read(this::trusted);
    }

    private AdaptedModel read(Reading reading) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("There is no model file " + path.toAbsolutePath()
                    + "; give the path of a zip that DL4J's ModelSerializer wrote, or of an .h5 that Keras saved");
        }
        return stored(reading).adapted();
    }

    private Stored stored(Reading reading) {
        try {
            return reading.stored();
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
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " " + e.getMessage(), e);
        }
    }

    private Stored checked() throws IOException {
        ZipContents contents = ZipContents.of(path);
        CheckedNetwork network = contents.network();
        INDArray parameters = contents.coefficients().next(network.parameters());
        StoredArrays updaterState = contents.updaterState();
        INDArray state = updaterState == null ? null : updaterState.next(network.mostState());
        StoredArrays normalizer = contents.normalizer();
        DataNormalization normalization = normalizer == null ? null : new StoredNormalizer(normalizer).read();
        return new Stored(network.with(parameters, state), normalization);
    }

    private Stored trusted() throws IOException {
        File file = path.toFile();
        ModelConfiguration configuration = ModelConfiguration.trusted(configuration(file));
        Model network = configuration.isGraph()
                ? ModelSerializer.restoreComputationGraph(file, true)
                : ModelSerializer.restoreMultiLayerNetwork(file, true);
        return new Stored(network, trustedNormalizer(file));
    }

    private static String configuration(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
            if (entry == null) {
                throw new IllegalArgumentException("holds no " + ModelSerializer.CONFIGURATION_JSON
                        + ", so it is not a DL4J model; write the model with DL4J's ModelSerializer");
            }
            return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static @Nullable DataNormalization trustedNormalizer(File file) throws IOException {
        try (ZipFile zip = new ZipFile(file)) {
            if (zip.getEntry(ModelSerializer.NORMALIZER_BIN) == null) {
                return null;
            }
        }
        Normalizer<?> stored = ModelSerializer.restoreNormalizerFromFile(file);
        if (stored instanceof DataNormalization normalizer) {
            return normalizer;
        }
        throw new IllegalArgumentException("stores a normaliser of the kind "
                + (stored == null ? "unknown" : stored.getClass().getName()) + ", which does not apply to DataSets");
    }
}
