package com.example.cifar;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The first 1,000 test images of CIFAR-10 (Krizhevsky), in its binary format: a byte for the label, then 1,024 bytes each
 * of red, green and blue.
 *
 * <p>Features have the shape {@code [n, 3, 32, 32]} and lie between 0 and 1, labels are one-hot {@code [n, 10]}.
 */
public final class Cifar10 {

    /** The classes, in the order of their labels. */
    public static final List<String> CLASSES = List.of(
            "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final int CHANNELS = 3;
    private static final int SIZE = 32;
    private static final int PIXELS = CHANNELS * SIZE * SIZE;

    private final Path file;

    /** Reads from {@code data}, relative to this project's folder, where Maven starts its tests. */
    public Cifar10() {
        this(Path.of("data", "cifar10-test-1000.bin.gz"));
    }

    public Cifar10(Path file) {
        this.file = file;
    }

    /** The first {@code count} of the 1,000 images. */
    public DataSet test(int count) throws IOException {
        float[] pixels = new float[count * PIXELS];
        INDArray labels = Nd4j.zeros(count, CLASSES.size());
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16))) {
            for (int i = 0; i < count; i++) {
                labels.putScalar(i, in.readUnsignedByte(), 1);
                for (int j = 0; j < PIXELS; j++) {
                    pixels[i * PIXELS + j] = in.readUnsignedByte() / 255f;
                }
            }
        }
        return new DataSet(Nd4j.create(pixels, new long[] {count, CHANNELS, SIZE, SIZE}, 'c'), labels);
    }
}
