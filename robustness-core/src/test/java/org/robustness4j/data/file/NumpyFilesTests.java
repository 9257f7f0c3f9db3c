package org.robustness4j.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Samples;

/** Arrays that NumPy 1.24 wrote. */
class NumpyFilesTests {

    private static final float[] FIRST = {0.1f, -2.5f, 1e-3f};
    private static final float[] SECOND = {7, 255, 1 / 3f};

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(NumpyFilesTests.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertIsTheArray(StoredSamples stored) throws IOException {
        Samples samples = stored.all();
        assertThat(stored.size()).isEqualTo(2);
        assertThat(samples.shape()).isEqualTo(InputShape.flat(3));
        assertThat(samples.input(0)).containsExactly(FIRST);
        assertThat(samples.input(1)).containsExactly(SECOND);
        assertThat(IntStream.range(0, 2).map(samples::label)).containsExactly(2, 0);
        assertThat(stored.read(1, 2).index(0)).isEqualTo(1);
        assertThat(stored.read(1, 2).input(0)).containsExactly(SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int64.npy", "onehot.npy", "column.npy", "int8.npy", "uint16.npy", "int16.npy"})
    void labelsAreNumbersOrOneHot(String labels) throws IOException {
        assertIsTheArray(new NumpyFiles(file("float64.npy"), file(labels)));
        assertIsTheArray(new NumpyFiles(file("float32.npy"), file(labels)));
    }

    /** Values that differ by whether their first bit is a sign. */
    @Test
    void integersHaveTheirSigns() throws IOException {
        assertThat(new NumpyFiles(file("signed8.npy"), file("int64.npy"))
                        .all()
                        .inputs()
                        .values())
                .containsExactly(-1, -128, 127, 0);
        assertThat(new NumpyFiles(file("signed16.npy"), file("int64.npy"))
                        .all()
                        .inputs()
                        .values())
                .containsExactly(-1, -32768, 32767, 0);
        assertThat(new NumpyFiles(file("unsigned16.npy"), file("int64.npy"))
                        .all()
                        .inputs()
                        .values())
                .containsExactly(65535, 40000, 1, 0);
        assertThatThrownBy(() -> new NumpyFiles(file("float32.npy"), file("negative.npy")))
                .hasMessageContaining("has the label -1.0 for sample 0");
    }

    @Test
    void archivesHaveNames() throws IOException {
        assertIsTheArray(
                NumpyFiles.ofArchive(FileStorage.LOCAL, file("usual.npz").toString(), null, null, false, 1));
        assertIsTheArray(
                NumpyFiles.ofArchive(FileStorage.LOCAL, file("others.npz").toString(), "a", "b", false, 1));
        assertThatThrownBy(() -> NumpyFiles.ofArchive(
                        FileStorage.LOCAL, file("others.npz").toString(), "a", null, false, 1))
                .hasMessageContaining("has the arrays [a, b]; say which of them has the labels");
        assertThatThrownBy(() -> NumpyFiles.ofArchive(
                        FileStorage.LOCAL, file("others.npz").toString(), "c", "b", false, 1))
                .hasMessageContaining("no array 'c'");
        assertThatThrownBy(() -> NumpyFiles.ofArchive(
                        FileStorage.LOCAL, file("float32.npy").toString(), "c", "b", false, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of a file of 300 KiB that unpacks to 300 MiB, only what is needed is read, and what is needed is bounded. */
    @Test
    void ofAnArchiveOnlyWhatIsNeededIsRead(@TempDir Path folder) throws IOException {
        Path bomb = folder.resolve("bomb.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            for (String[] entry : new String[][] {{"x", "float64.npy"}, {"y", "int64.npy"}}) {
                zip.putNextEntry(new ZipEntry(entry[0] + ".npy"));
                Files.copy(file(entry[1]), zip);
            }
            zip.putNextEntry(new ZipEntry("zeros.npy"));
            String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (300, 1048576), }";
            zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
            zip.write((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 300; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        assertIsTheArray(
                NumpyFiles.ofArchive(FileStorage.LOCAL, file("names.npz").toString(), null, null, false, 1));
        assertIsTheArray(NumpyFiles.ofArchive(FileStorage.LOCAL, bomb.toString(), null, null, false, 1));
        assertThatThrownBy(() -> NumpyFiles.ofArchive(FileStorage.LOCAL, bomb.toString(), "zeros", "y", false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bomb.npz")
                .hasMessageContaining("are read");
    }

    @Test
    void anArchiveThatIsCutIsSaid(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(file("others.npz"));
        Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 2));
        Path renamed = Files.copy(file("float32.npy"), folder.resolve("renamed.npz"));

        for (Path wrong : List.of(cut, renamed, folder)) {
            assertThatThrownBy(() -> NumpyFiles.ofArchive(FileStorage.LOCAL, wrong.toString(), "a", "b", false, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void bytesAreDividedAndImagesHaveAxes() throws IOException {
        NumpyFiles bytes = new NumpyFiles(
                FileStorage.LOCAL,
                file("uint8.npy").toString(),
                file("int64.npy").toString(),
                false,
                255);
        NumpyFiles first = new NumpyFiles(
                FileStorage.LOCAL,
                file("images.npy").toString(),
                file("int64.npy").toString(),
                false,
                1);
        NumpyFiles last = new NumpyFiles(
                FileStorage.LOCAL,
                file("images.npy").toString(),
                file("int64.npy").toString(),
                true,
                1);

        assertThat(bytes.all().input(1)).containsExactly(1, 7 / 255f, 2 / 255f);
        assertThat(first.shape()).isEqualTo(new InputShape(Layout.NCHW, 3, 4, 5));
        assertThat(last.shape()).isEqualTo(new InputShape(Layout.NHWC, 5, 3, 4));
        assertThat(first.all().input(1)[7]).isEqualTo(67);
        assertThat(new NumpyFiles(file("float32.npy"), file("bool.npy")).labels())
                .containsExactly(1, 0);
    }

    @Test
    void filesAreSentAndNotWhatIsInThem() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(new NumpyFiles(file("float64.npy"), file("int64.npy")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertIsTheArray((NumpyFiles) in.readObject());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fortran.npy | int64.npy    | save numpy.ascontiguousarray
                    objects.npy | int64.npy    | no array of NumPy that can be used
                    half.npy    | int64.npy    | <f2
                    half.npy    | int64.npy    | convert numbers by astype
                    big.npy     | int64.npy    | has 3000000000 values, but at most 2147483639 are held at once
                    usual.npz   | int64.npy    | does not begin as a .npy array
                    vector.npy  | int64.npy    | inputs are [n, features]
                    none.npy    | nolabels.npy | has no samples
                    float64.npy | three.npy    | has the shape [3], but labels of 2 inputs are [2]
                    float64.npy | images.npy   | but labels of 2 inputs are [2]
                    float64.npy | nan.npy      | has the label NaN for sample 1
                    float64.npy | float64.npy  | not a single 1 among zeros for sample 0
                    """)
    void whatIsWrongIsSaid(String inputs, String labels, String message) {
        assertThatThrownBy(() -> new NumpyFiles(file(inputs), file(labels)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
