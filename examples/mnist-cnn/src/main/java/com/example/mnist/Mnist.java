package com.example.mnist;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The MNIST handwritten digits (LeCun, Cortes, Burges), read from the IDX files in this project's {@code data} folder.
 *
 * <p>Features have the shape {@code [n, 1, 28, 28]} and lie between 0 and 1, labels are one-hot {@code [n, 10]}.
 */
public final class Mnist {

    private static final int IMAGE_MAGIC = 0x803;
    private static final int LABEL_MAGIC = 0x801;
    private static final int CLASSES = 10;

    private final Path folder;

    /** Reads from {@code data}, relative to this project's folder, where Maven starts its tests. */
    public Mnist() {
        this(Path.of("data"));
    }

    public Mnist(Path folder) {
        this.folder = folder;
    }

    /** The first {@code count} of the 60,000 training images. */
    public DataSet training(int count) throws IOException {
        return read("train", count);
    }

    /** The first {@code count} of the 10,000 test images. */
    public DataSet test(int count) throws IOException {
        return read("t10k", count);
    }

    private DataSet read(String prefix, int count) throws IOException {
        return new DataSet(
                images(folder.resolve(prefix + "-images-idx3-ubyte.gz"), count),
                labels(folder.resolve(prefix + "-labels-idx1-ubyte.gz"), count));
    }

    private static INDArray images(Path file, int count) throws IOException {
        try (DataInputStream in = open(file)) {
            requireHeader(file, in, IMAGE_MAGIC, count);
            int height = in.readInt();
            int width = in.readInt();
            byte[] bytes = in.readNBytes(count * height * width);
            float[] pixels = new float[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                pixels[i] = (bytes[i] & 0xff) / 255f;
            }
            return Nd4j.create(pixels, new long[] {count, 1, height, width}, 'c');
        }
    }

    private static INDArray labels(Path file, int count) throws IOException {
        try (DataInputStream in = open(file)) {
            requireHeader(file, in, LABEL_MAGIC, count);
            INDArray oneHot = Nd4j.zeros(count, CLASSES);
            for (int i = 0; i < count; i++) {
                oneHot.putScalar(i, in.readUnsignedByte(), 1);
            }
            return oneHot;
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    }

    private static void requireHeader(Path file, DataInputStream in, int magic, int count) throws IOException {
        int found = in.readInt();
        int available = in.readInt();
        if (found != magic || available < count) {
            throw new IOException(file + " should start with " + magic + " and hold at least " + count
                    + " entries, but starts with " + found + " and holds " + available);
        }
    }
}
