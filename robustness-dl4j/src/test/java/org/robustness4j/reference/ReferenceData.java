package org.robustness4j.reference;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** Real images: the MNIST test set and the first 1,000 CIFAR-10 test images, as pixels divided by 255. */
public final class ReferenceData {

    private ReferenceData() {}

    /** The first MNIST test images, {@code [n, 1, 28, 28]}. */
    public static Samples mnist(int count) {
        byte[] pixels = idx("/reference/data/t10k-images-idx3-ubyte.gz", 16, count * 784);
        byte[] labels = idx("/reference/data/t10k-labels-idx1-ubyte.gz", 8, count);
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            classes[i] = labels[i];
        }
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        return new Samples(new InputShape(Layout.NCHW, 1, 28, 28), new Matrix(count, 784, values), classes);
    }

    /** The first CIFAR-10 test images, {@code [n, 3, 32, 32]}. */
    public static Samples cifar(int count) {
        Npz file = new Npz("/reference/data/cifar10-test1000.npz");
        float[] values = Arrays.copyOf(file.floats("images"), count * 3072);
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255f;
        }
        return new Samples(
                new InputShape(Layout.NCHW, 3, 32, 32),
                new Matrix(count, 3072, values),
                Arrays.copyOf(file.ints("labels"), count));
    }

    private static byte[] idx(String resource, int header, int length) {
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(ReferenceData.class.getResourceAsStream(resource)))) {
            in.skipNBytes(header);
            return in.readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
