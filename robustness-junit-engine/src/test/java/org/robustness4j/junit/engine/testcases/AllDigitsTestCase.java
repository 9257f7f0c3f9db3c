package org.robustness4j.junit.engine.testcases;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** The example's network on all 10,000 test images of MNIST. */
public class AllDigitsTestCase {

    public static final int IMAGES = 10_000;

    private static final Path EXAMPLE = Path.of("..", "examples", "mnist-cnn");
    private static final int PIXELS = 28 * 28;

    @ModelUnderTest
    static Path model = EXAMPLE.resolve("models").resolve("mnist-cnn.zip");

    @TestSamples(range = {0, 1})
    static Samples samples() throws IOException {
        byte[] pixels = content("t10k-images-idx3-ubyte.gz", 16, IMAGES * PIXELS);
        byte[] digits = content("t10k-labels-idx1-ubyte.gz", 8, IMAGES);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        int[] labels = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = digits[i];
        }
        return new Samples(new InputShape(Layout.NCHW, 1, 28, 28), new Matrix(IMAGES, PIXELS, values), labels);
    }

    private static byte[] content(String name, int header, int length) throws IOException {
        try (DataInputStream in = new DataInputStream(
                new GZIPInputStream(Files.newInputStream(EXAMPLE.resolve("data").resolve(name))))) {
            in.readNBytes(header);
            return in.readNBytes(length);
        }
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.05, maxSuccessRate = 0.75)
    void resistsPgd() {}
}
