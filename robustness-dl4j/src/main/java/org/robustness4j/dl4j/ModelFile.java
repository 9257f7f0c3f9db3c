package org.robustness4j.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.robustness4j.dl4j.hdf5.Hdf5File;
import org.robustness4j.dl4j.keras.KerasFile;
import org.robustness4j.model.internal.AdaptedModel;

/** A file with a model, of a kind that is told by its content, not by its name. */
record ModelFile(Path path) {

    /**
     * Reads the file as data: no code runs but that of DL4J and of the layers on the classpath that it names.
     *
     * @throws IllegalArgumentException if the file is missing, of no known kind, or refused
     */
    AdaptedModel read() {
        return isKeras() ? keras(false) : new Dl4jZipFile(path).read();
    }

    /**
     * Has DL4J read the file as it is.
     *
     * @throws IllegalArgumentException if the file is missing, of no known kind, or holds another kind of model
     */
    AdaptedModel readTrusted() {
        return isKeras() ? keras(true) : new Dl4jZipFile(path).readTrusted();
    }

    private boolean isKeras() {
        try {
            return Files.isRegularFile(path) && Hdf5File.isHdf5(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The model file " + path.toAbsolutePath() + " cannot be read", e);
        }
    }

    private AdaptedModel keras(boolean trusted) {
        KerasFile.Imported imported;
        try {
            imported = new KerasFile(path, trusted).read();
        } catch (IOException e) {
            throw new UncheckedIOException("The model file " + path.toAbsolutePath() + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " " + e.getMessage(), e);
        }
        return Dl4jNetwork.of(imported.network(), imported.input());
    }
}
