package org.robustness4j.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.data.file.ImageFolder;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.evaluation.internal.SamplesFingerprint;
import org.robustness4j.spark.SparkSettings;
import org.robustness4j.spark.StoredDigits;
import org.robustness4j.spark.internal.SparkContexts;

/** The same images in every format, and what is said when a file is wrong. */
class StoredSamplesTests {

    private static final HadoopFiles FILES = HadoopFiles.PLAIN;
    private static final InputShape SHAPE = new InputShape(Layout.NCHW, 1, 28, 28);
    private static final int IMAGES = 70;

    @TempDir
    static Path folder;

    private static StoredDigits digits;
    private static JavaSparkContext context;

    @BeforeAll
    static void write() throws IOException {
        digits = StoredDigits.in(folder.resolve("idx"), IMAGES).packed();
        context = SparkContexts.open(new SparkSettings("local[2]", folder, Duration.ofMinutes(1)));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static void assertHolds(StoredSamples stored, Samples expected) throws IOException {
        assertThat(stored.size()).isEqualTo(expected.size());
        assertThat(stored.shape()).isEqualTo(expected.shape());
        int[][] ranges = {{0, expected.size()}, {7, 8}, {11, 43}};
        for (int[] range : ranges) {
            assertThat(new SamplesFingerprint(stored.read(range[0], range[1])).sha256())
                    .isEqualTo(new SamplesFingerprint(expected.where(i -> i >= range[0] && i < range[1])).sha256());
        }
    }

    @Test
    void idxFilesPlainAndPacked() throws IOException {
        assertHolds(new IdxFiles(FILES, digits.file("images.idx"), digits.file("labels.idx"), 255), digits.samples());
        assertHolds(
                new IdxFiles(FILES, digits.file("images.idx.gz"), digits.file("labels.idx.gz"), 255), digits.samples());
    }

    @Test
    void imagesInAFolderForEachClass() throws IOException {
        Path images = folder.resolve("images");
        int[] order = IntStream.range(0, IMAGES)
                .boxed()
                .sorted(java.util.Comparator.comparing(i -> digits.samples().label(i)))
                .mapToInt(i -> i)
                .toArray();
        for (int i : order) {
            Path file = images.resolve("digit" + digits.samples().label(i)).resolve("%05d.png".formatted(i));
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 784; p++) {
                image.getRaster()
                        .setSample(
                                p % 28, p / 28, 0, Math.round(digits.samples().input(i)[p] * 255));
            }
            ImageIO.write(image, "png", file.toFile());
        }
        Samples sorted = digits.samples().at(order);
        Samples expected = new Samples(
                SHAPE,
                sorted.inputs(),
                IntStream.range(0, IMAGES).map(sorted::label).toArray());

        ImageFolder stored = new ImageFolder(FILES, images.toUri().toString(), 1, false, 255);

        assertHolds(stored, expected);
        Path odd = images.resolve("digit3").resolve("0.png");
        ImageIO.write(new BufferedImage(5, 6, BufferedImage.TYPE_INT_RGB), "png", odd.toFile());
        assertThatThrownBy(() -> new ImageFolder(FILES, images.toUri().toString(), 1, false, 255).read(0, IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.png is 5 x 6 pixels, but")
                .hasMessageContaining("28 x 28; scale them to one size");
        Files.writeString(odd, "no image");
        assertThatThrownBy(() -> new ImageFolder(FILES, images.toUri().toString(), 1, false, 255).read(0, IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.png is not an image that Java reads");
        Files.delete(odd);
    }

    @Test
    void palettesAndGreyValuesKeepWhatIsSeen() throws IOException {
        Path images = folder.resolve("kinds");
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 100);
        grey.getRaster().setSample(1, 0, 0, 200);
        BufferedImage palette = new BufferedImage(
                2,
                1,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, 2, new byte[] {10, 20}, new byte[] {10, 20}, new byte[] {10, 20}));
        palette.getRaster().setSample(0, 0, 0, 1);
        write(grey, images.resolve("0").resolve("grey.png"));
        write(palette, images.resolve("1").resolve("palette.png"));

        Samples asGrey = new ImageFolder(FILES, images.toUri().toString(), 1, false, 1).read(0, 2);
        Samples asColours = new ImageFolder(FILES, images.toUri().toString(), 3, true, 1).read(0, 2);

        assertThat(asGrey.input(0)).containsExactly(100, 200);
        assertThat(asGrey.input(1)).containsExactly(20, 10);
        assertThat(asColours.input(0)).containsExactly(100, 100, 100, 200, 200, 200);
        assertThat(asColours.input(1)).containsExactly(20, 20, 20, 10, 10, 10);
        write(
                new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY),
                images.resolve("0").resolve("deep.png"));
        assertThatThrownBy(() -> new ImageFolder(FILES, images.toUri().toString(), 1, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deep.png has 16 bits for each value; convert it to 8");
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void relativePathsAreThoseOfTheDriver() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        String images = here.relativize(
                        folder.resolve("idx").resolve("images.idx").toAbsolutePath())
                .toString();
        String labels = here.relativize(
                        folder.resolve("idx").resolve("labels.idx").toAbsolutePath())
                .toString();

        IdxFiles stored = new IdxFiles(FILES, images, labels, 255);

        assertHolds(stored, digits.samples());
        assertThat(stored.identity()).startsWith("file:/").doesNotContain("..");
    }

    @Test
    void parquetFilesOfSeveralRowGroups() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message row { required group features (LIST) { repeated group list { required float element; } }"
                        + " required int32 label; }");
        Path parquet = Files.createDirectories(folder.resolve("parquet"));
        int[] bounds = {0, 20, IMAGES};
        for (int file = 0; file < 2; file++) {
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(
                            parquet.resolve("part-" + file + ".parquet").toUri()))
                    .withConf(new Configuration())
                    .withType(schema)
                    .withRowGroupSize(40_000L)
                    .build()) {
                for (int i = bounds[file]; i < bounds[file + 1]; i++) {
                    Group row = new SimpleGroupFactory(schema).newGroup();
                    Group list = row.addGroup("features");
                    for (float value : digits.samples().input(i)) {
                        list.addGroup("list").append("element", value);
                    }
                    row.append("label", digits.samples().label(i));
                    writer.write(row);
                }
            }
        }

        assertHolds(new ParquetFiles(FILES, parquet.toUri().toString(), SHAPE), digits.samples());
        assertThatThrownBy(() -> new ParquetFiles(FILES, parquet.toUri().toString(), InputShape.flat(3)).read(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Sample 0")
                .hasMessageContaining("has 784 values");
        Path file = parquet.resolve("part-1.parquet");
        Files.deleteIfExists(parquet.resolve(".part-1.parquet.crc"));
        byte[] bytes = Files.readAllBytes(file);
        ParquetFiles before = new ParquetFiles(FILES, parquet.toUri().toString(), SHAPE);
        byte[] damaged = bytes.clone();
        Arrays.fill(damaged, 4, 4000, (byte) 0x5a);
        Files.write(file, damaged);
        assertThatThrownBy(() -> before.read(20, 30))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("part-1.parquet cannot be read near sample 20");
        Files.write(file, Arrays.copyOf(bytes, 100));
        assertThatThrownBy(() -> new ParquetFiles(FILES, parquet.toUri().toString(), SHAPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("part-1.parquet is not a Parquet file, or is damaged");
    }

    @Test
    void filesOfDataSets() throws IOException {
        Path sets = Files.createDirectories(folder.resolve("sets"));
        int[] bounds = {0, 13, 30, IMAGES};
        for (int file = 0; file + 1 < bounds.length; file++) {
            int from = bounds[file];
            int to = bounds[file + 1];
            DataSet set = new DataSet(Nd4j.zeros(to - from, 1, 28, 28), Nd4j.zeros(to - from, 10));
            for (int i = from; i < to; i++) {
                set.getFeatures()
                        .slice(i - from)
                        .assign(Nd4j.create(digits.samples().input(i)).reshape(1, 28, 28));
                set.getLabels().putScalar(i - from, digits.samples().label(i), 1);
            }
            set.save(sets.resolve("set-" + file + ".bin").toFile());
        }

        assertHolds(new DataSetFiles(context, FILES, sets.toUri().toString(), false), digits.samples());
    }

    /** One batch needs no padding, the next one is shorter and padded, the third is of another kind. */
    @Test
    void filesOfSequencesShareTheLongest() throws IOException {
        Path sets = Files.createDirectories(folder.resolve("sequences"));
        DataSet full = new DataSet(Nd4j.arange(12).reshape(1, 2, 6), Nd4j.create(new float[][] {{1, 0}}));
        DataSet padded = new DataSet(
                Nd4j.arange(16).reshape(2, 2, 4),
                Nd4j.create(new float[][] {{0, 1}, {1, 0}}),
                Nd4j.create(new float[][] {{1, 1, 1, 1}, {1, 1, 0, 0}}),
                null);
        full.save(sets.resolve("set-0.bin").toFile());
        padded.save(sets.resolve("set-1.bin").toFile());

        DataSetFiles files = new DataSetFiles(context, FILES, sets.toUri().toString(), false);
        assertThat(files.shape()).isEqualTo(new InputShape(Layout.NCW, 2, 1, 6).withMask());
        Samples all = files.read(0, 3);
        assertThat(all.input(0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 1, 1, 1, 1, 1);
        assertThat(all.input(1)).containsExactly(0, 1, 2, 3, 0, 0, 4, 5, 6, 7, 0, 0, 1, 1, 1, 1, 0, 0);
        assertThat(all.input(2)).containsExactly(8, 9, 10, 11, 0, 0, 12, 13, 14, 15, 0, 0, 1, 1, 0, 0, 0, 0);
        assertThat(List.of(all.label(0), all.label(1), all.label(2))).containsExactly(0, 1, 0);

        new DataSet(Nd4j.zeros(1, 3, 6), Nd4j.create(new float[][] {{1, 0}}))
                .save(sets.resolve("set-2.bin").toFile());
        assertThatThrownBy(() -> new DataSetFiles(context, FILES, sets.toUri().toString(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set-2.bin holds samples of the shape")
                .hasMessageContaining("a folder of their own");
    }

    /** Several labels of a sample stay with it; channels last and unmasked lengths are no other case. */
    @Test
    void sequencesWithSeveralLabels() throws IOException {
        Path sets = Files.createDirectories(folder.resolve("labels"));
        new DataSet(Nd4j.arange(4).reshape(1, 2, 2), Nd4j.create(new float[][] {{1, 0, 1}}))
                .save(sets.resolve("set-0.bin").toFile());
        new DataSet(Nd4j.arange(6).reshape(1, 3, 2), Nd4j.create(new float[][] {{0, 1, 1}}))
                .save(sets.resolve("set-1.bin").toFile());
        SampleSource.Format format = new SampleSource.Format(true, true, -1, SampleSource.Format.Places.WHOLE, true);

        DataSetFiles files = new DataSetFiles(context, FILES, sets.toUri().toString(), format);

        assertThat(files.shape())
                .isEqualTo(new InputShape(Layout.NWC, 2, 1, 3).withMask().withLabels(3));
        assertThat(files.read(0, 2).input(0)).containsExactly(0, 1, 2, 3, 0, 0, 1, 1, 0, 1, 0, 1);
        assertThat(files.read(0, 2).input(1)).containsExactly(0, 1, 2, 3, 4, 5, 1, 1, 1, 0, 1, 1);
    }

    @Test
    void whatIsWrongWithIdxFilesIsSaid() throws IOException {
        assertThatThrownBy(() -> new IdxFiles(FILES, digits.file("none.idx"), digits.file("labels.idx"), 255))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no")
                .hasMessageContaining("none.idx");
        assertThatThrownBy(() -> new IdxFiles(FILES, digits.file("digits.zip"), digits.file("labels.idx"), 255))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("digits.zip is not an IDX file of unsigned bytes");
        assertThatThrownBy(() -> new IdxFiles(FILES, digits.file("labels.idx"), digits.file("images.idx"), 255))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels [n]");
        Path cut = folder.resolve("cut.idx");
        byte[] whole = Files.readAllBytes(folder.resolve("idx").resolve("images.idx"));
        Files.write(cut, Arrays.copyOf(whole, 16 + 30 * 784 + 5));
        IdxFiles stored = new IdxFiles(FILES, cut.toUri().toString(), digits.file("labels.idx"), 255);
        assertThat(stored.read(0, 30).size()).isEqualTo(30);
        assertThatThrownBy(() -> stored.read(20, 40))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cut.idx ends in sample 30, but its header promises 70 samples");
    }
}
