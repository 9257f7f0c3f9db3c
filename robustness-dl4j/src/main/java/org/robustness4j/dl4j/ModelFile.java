package org.robustness4j.dl4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.robustness4j.dl4j.hdf5.Hdf5File;
import org.robustness4j.dl4j.keras.KerasFile;
import org.robustness4j.dl4j.samediff.SameDiffModel;
import org.robustness4j.model.internal.AdaptedModel;

/** A file with a model, of a kind that is told by its content, not by its name. */
record ModelFile(Path path) {

    /**
     * Reads the file as data: no code runs but that of DL4J and of the layers on the classpath that it names.
     *
     * @throws IllegalArgumentException if the file is missing, of no known kind, or refused
     */
    AdaptedModel read() {
        Kind kind = kind();
        if (kind == Kind.OTHER) {
            throw new IllegalArgumentException(path.toAbsolutePath()
                    + " is neither a zip of DL4J's ModelSerializer nor an .h5 of Keras. If SameDiff.save wrote it: such files"
                    + " cannot be checked before the natives of ND4J run what they say; if you know where it comes from, open it"
                    + " with TestedModel.ofTrusted(path), @ModelUnderTest(trusted = true) or --trusted");
        }
        return kind == Kind.KERAS ? keras(false) : new Dl4jZipFile(path).read();
    }

    /**
     * Has DL4J read the file as it is.
     *
     * @throws IllegalArgumentException if the file is missing, of no known kind, or holds another kind of model
     */
    AdaptedModel readTrusted() {
        return switch (kind()) {
            case KERAS -> keras(true);
            case ZIP -> new Dl4jZipFile(path).readTrusted();
            case OTHER -> sameDiff();
        };
    }

    private enum Kind {
        ZIP,
        KERAS,
        OTHER
    }

    private Kind kind() {
        if (!Files.isRegularFile(path)) {
            return Kind.ZIP; // which says that there is none
        }
        try (InputStream in = Files.newInputStream(path)) {
            if (Hdf5File.isHdf5(path)) {
                return Kind.KERAS;
            }
            byte[] begin = in.readNBytes(8);
            boolean isFlat =
                    begin.length == 8 && begin[2] == 0 && begin[3] == 0 && begin[1] == 0 && (begin[0] & 3) == 0;
            return isFlat ? Kind.OTHER : Kind.ZIP;
        } catch (IOException e) {
            throw new UncheckedIOException("The model file " + path.toAbsolutePath() + " cannot be read", e);
        }
    }

    private AdaptedModel sameDiff() {
        try {
            return SameDiffModel.trusted(path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path.toAbsolutePath() + " " + e.getMessage(), e);
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
