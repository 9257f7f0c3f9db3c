package org.robustness4j.data.file;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStorage.StoredFile;
import org.robustness4j.data.file.internal.SampleRows;

/**
 * A pair of files in the IDX format of MNIST, of unsigned bytes: grey images {@code [n, height, width]} or flat samples
 * {@code [n, features]}, and labels {@code [n]}. Of a compressed file ({@code .gz}) everything before the samples
 * wanted has to be unpacked, so large ones are better stored plain.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class IdxFiles implements StoredSamples {

    private static final int UNSIGNED_BYTES = 0x08;

    private final FileStorage files;
    private final String images;
    private final String labels;
    private final float divisor;
    private final boolean isImages;
    private final InputShape shape;
    private final int size;
    private final String identity;

    /**
     * Reads files of this machine, whose bytes are divided by 255.
     *
     * @throws IllegalArgumentException if a file is missing or is no such file, or they hold different numbers of
     *     samples
     * @throws IOException if a file cannot be read
     */
    public IdxFiles(Path images, Path labels) throws IOException {
        this(FileStorage.LOCAL, images.toString(), labels.toString(), 255);
    }

    /**
     * Looks at the files' headers.
     *
     * @param images the file of inputs
     * @param labels the file of labels
     * @param divisor of the bytes: 255 for values in [0, 1]
     * @throws IllegalArgumentException if a file is missing or is no such file, or they hold different numbers of
     *     samples
     * @throws IOException if a file cannot be read now
     */
    public IdxFiles(FileStorage files, String images, String labels, double divisor) throws IOException {
        this.files = files;
        StoredFile inputs = files.status(images);
        StoredFile classes = files.status(labels);
        this.images = inputs.path();
        this.labels = classes.path();
        this.divisor = Divisor.of(divisor);
        int[] dimensions = dimensions(images);
        int[] ofLabels = dimensions(labels);
        if (ofLabels.length != 1 || dimensions.length < 2 || dimensions.length > 3) {
            throw new IllegalArgumentException("Inputs must be [n, height, width] or [n, features], labels [n], but "
                    + images + " holds " + Arrays.toString(dimensions) + " and " + labels + " "
                    + Arrays.toString(ofLabels));
        }
        if (dimensions[0] != ofLabels[0]) {
            throw new IllegalArgumentException(images + " holds " + dimensions[0] + " samples, but " + labels + " "
                    + ofLabels[0] + " labels; give files that belong together");
        }
        requirePossible(dimensions);
        this.isImages = dimensions.length == 3;
        this.shape = dimensions.length == 2
                ? InputShape.flat(dimensions[1])
                : new InputShape(Layout.NCHW, 1, dimensions[1], dimensions[2]);
        this.size = dimensions[0];
        this.identity = inputs.version() + classes.version() + this.divisor;
    }

    private void requirePossible(int[] dimensions) {
        long features = 1;
        for (int i = 1; i < dimensions.length; i++) {
            features = dimensions[i] < 1 ? Long.MAX_VALUE : Math.min(features * dimensions[i], Integer.MAX_VALUE);
        }
        if (dimensions[0] < 1 || features > SampleRows.MOST_FEATURES) {
            throw new IllegalArgumentException(images + " holds " + Arrays.toString(dimensions)
                    + ", but there have to be samples, of at least 1 and at most " + SampleRows.MOST_FEATURES
                    + " values each; write or copy it again");
        }
    }

    private int[] dimensions(String file) throws IOException {
        try (DataInputStream in = new DataInputStream(at(file, 0))) {
            if (in.readUnsignedShort() != 0 || in.readUnsignedByte() != UNSIGNED_BYTES) {
                throw new IllegalArgumentException(
                        file + " is not an IDX file of unsigned bytes; its first bytes are not 0, 0, 8");
            }
            int[] dimensions = new int[in.readUnsignedByte()];
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = in.readInt();
            }
            return dimensions;
        } catch (EOFException e) {
            throw new IllegalArgumentException(file + " ends in the middle of its header; copy it again", e);
        }
    }

    private InputStream at(String file, long position) throws IOException {
        if (!file.toLowerCase(Locale.ROOT).endsWith(".gz")) {
            return files.open(file, position);
        }
        InputStream in = files.open(file, 0);
        try {
            InputStream unpacked = new GZIPInputStream(in, 1 << 16);
            unpacked.skipNBytes(position);
            return unpacked;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public InputShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        int features = shape.features();
        byte[] pixels = bytes(images, isImages ? 3 : 2, from, to, features);
        byte[] classes = bytes(labels, 1, from, to, 1);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / divisor;
        }
        return Samples.stored(
                shape,
                new Matrix(to - from, features, values),
                IntStream.range(0, to - from).map(i -> classes[i] & 0xff).toArray(),
                IntStream.range(from, to).toArray());
    }

    private byte[] bytes(String file, int rank, int from, int to, int each) throws IOException {
        long header = Integer.BYTES * (1L + rank);
        int wanted = Matrix.size((long) to - from, each);
        try (InputStream in = at(file, header + (long) from * each)) {
            byte[] bytes = in.readNBytes(wanted);
            if (bytes.length < wanted) {
                throw new IllegalArgumentException(file + " ends in sample " + (from + bytes.length / each)
                        + ", but its header promises " + size + " samples; copy it again");
            }
            return bytes;
        } catch (EOFException e) {
            throw new IllegalArgumentException(
                    file + " ends before sample " + from + ", but its header promises " + size
                            + " samples; copy it again",
                    e);
        }
    }
}
