package org.robustness4j.dl4j.file;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * A normaliser as DL4J's {@code NormalizerSerializer} writes it. DL4J itself would make an object of any class that the
 * file names, and take what is not in this format for a serialised object.
 */
public record StoredNormalizer(StoredArrays stored) {

    /** The first two bytes of objects that Java serialised. */
    private static final int SERIALIZED = 0xaced;

    private static final String BEGIN = "NORMALIZER";
    private static final int VERSION = 1;

    /**
     * Makes the normaliser.
     *
     * @throws IllegalArgumentException if it is of another kind, or damaged; the message goes on after the file's name
     */
    public DataNormalization read() throws IOException {
        DataInputStream in = stored.values();
        try {
            int length = in.readUnsignedShort();
            if (length == SERIALIZED) {
                throw new SerializedObjectsException("holds normalizer.bin, a serialised object");
            }
            byte[] begin = in.readNBytes(Math.min(length, BEGIN.length()));
            if (length != BEGIN.length() || !BEGIN.equals(new String(begin, StandardCharsets.US_ASCII))) {
                throw new IllegalArgumentException(
                        "holds a normalizer.bin that DL4J's ModelSerializer did not write; add the normaliser again");
            }
            int version = in.readInt();
            String kind = in.readUTF();
            if (version != VERSION) {
                throw new IllegalArgumentException("stores a normaliser in the format " + version + ", but DL4J's is "
                        + VERSION + "; add the normaliser again");
            }
            return switch (kind) {
                case "STANDARDIZE" -> standardize(in);
                case "MIN_MAX" -> minMax(in);
                case "IMAGE_MIN_MAX" -> image(in);
                case "CUSTOM" -> throw new SerializedObjectsException("stores a normaliser of the kind CUSTOM");
                default ->
                    throw new IllegalArgumentException("stores a normaliser of the kind "
                            + kind.substring(0, Math.min(kind.length(), 40))
                            + ", which does not apply to DataSets; STANDARDIZE, MIN_MAX and IMAGE_MIN_MAX do");
            };
        } catch (EOFException e) {
            throw new IllegalArgumentException("ends in the middle of its normaliser; add the normaliser again", e);
        }
    }

    private DataNormalization standardize(DataInputStream in) throws IOException {
        boolean isForLabels = in.readBoolean();
        NormalizerStandardize normalizer = new NormalizerStandardize(stored.next(), stored.next());
        normalizer.fitLabel(isForLabels);
        if (isForLabels) {
            normalizer.setLabelStats(stored.next(), stored.next());
        }
        return normalizer;
    }

    private DataNormalization minMax(DataInputStream in) throws IOException {
        boolean isForLabels = in.readBoolean();
        NormalizerMinMaxScaler normalizer = new NormalizerMinMaxScaler(in.readDouble(), in.readDouble());
        normalizer.fitLabel(isForLabels);
        INDArray minimum = stored.next();
        normalizer.setFeatureStats(minimum, stored.next());
        if (isForLabels) {
            INDArray ofLabels = stored.next();
            normalizer.setLabelStats(ofLabels, stored.next());
        }
        return normalizer;
    }

    private static DataNormalization image(DataInputStream in) throws IOException {
        ImagePreProcessingScaler normalizer = new ImagePreProcessingScaler(in.readDouble(), in.readDouble());
        normalizer.setMaxPixelVal(in.readDouble());
        return normalizer;
    }
}
