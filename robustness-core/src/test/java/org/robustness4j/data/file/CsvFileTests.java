package org.robustness4j.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Samples;

/** Tables as people have them, and what is said of those that cannot be read. */
class CsvFileTests {

    private static final CsvColumns USUAL = new CsvColumns(null, List.of(), List.of());

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "tabelle mit ümläut ", ".csv"), text);
    }

    private CsvFile read(String text, CsvColumns columns) throws IOException {
        return new CsvFile(file(text), columns);
    }

    private static int[] labels(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::label).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void cellsAreSeparatedByWhatTheFirstLineHas(String separator) throws IOException {
        CsvFile table = read("a,b,class\n1.5,-2e-3,1\n+3,.5,0\n".replace(",", separator), USUAL);

        Samples samples = table.all();
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.shape()).isEqualTo(InputShape.flat(2));
        assertThat(table.featureNames()).containsExactly("a", "b");
        assertThat(table.classNames()).isEmpty();
        assertThat(samples.input(0)).containsExactly(1.5f, -0.002f);
        assertThat(samples.input(1)).containsExactly(3f, 0.5f);
        assertThat(labels(samples)).containsExactly(1, 0);
    }

    @Test
    void quotesBlanksAMarkOfByteOrderAndLineEndsOfWindowsAreRead() throws IOException {
        CsvFile table = read(
                "\ufeff\"price, in \"\"EUR\"\"\" , label\r\n\r\n \"7\", 2 \r\n3,0.0\r\n",
                new CsvColumns(null, List.of(), List.of()));

        assertThat(table.featureNames()).containsExactly("price, in \"EUR\"");
        assertThat(table.all().input(0)).containsExactly(7f);
        assertThat(labels(table.all())).containsExactly(2, 0);
    }

    @Test
    void textsAreNumberedInTheOrderOfTheAlphabetOrAsTheyAreGiven() throws IOException {
        String text = "x,species\n1,virginica\n2,setosa\n3,versicolor\n4,setosa\n";

        CsvFile byAlphabet = read(text, CsvColumns.labelled("species"));
        CsvFile given = read(text, CsvColumns.labelled("species").classes("virginica", "versicolor", "setosa"));

        assertThat(byAlphabet.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(labels(byAlphabet.all())).containsExactly(2, 0, 1, 0);
        assertThat(labels(given.all())).containsExactly(0, 2, 1, 2);
    }

    @Test
    void minusOneAndOneAreClassesInTheOrderThatIsGiven() throws IOException {
        CsvFile table = read("x,y\n1,-1\n2,1\n", USUAL.classes("-1", "1"));

        assertThat(labels(table.all())).containsExactly(0, 1);
    }

    /** The iris data as UCI ships them, and a frame of pandas whose columns have no names. */
    @Test
    void aFirstLineOfNumbersAndALabelIsARowUnlessItCountsTheColumns() throws IOException {
        CsvFile iris = read("5.1,3.5,setosa\n7.0,3.2,versicolor\n", CsvColumns.labelled("3"));
        CsvFile frame = read("0,1,species\n5.1,3.5,setosa\n7.0,3.2,versicolor\n", CsvColumns.labelled("species"));
        CsvFile numbers = read("5.1,3.5,0\n7.0,3.2,1\n", CsvColumns.labelled("3"));

        CsvFile counted = read("0,1,2\n5.5,1,0\n3.5,0,1\n", CsvColumns.labelled("2"));
        CsvFile missing = read("1,?,0\n2,3,1\n4,5,0\n", CsvColumns.labelled("3").without("2"));
        CsvFile two = read("0,1\n5.5,0\n", CsvColumns.labelled("2"));

        assertThat(counted.size()).isEqualTo(2);
        assertThat(labels(counted.all())).containsExactly(0, 1);
        assertThat(missing.size()).isEqualTo(3);
        assertThat(two.size()).isEqualTo(2);
        assertThat(iris.size()).isEqualTo(2);
        assertThat(iris.featureNames()).isEmpty();
        assertThat(frame.size()).isEqualTo(2);
        assertThat(frame.featureNames()).containsExactly("0", "1");
        assertThat(numbers.all().input(0)).containsExactly(5.1f, 3.5f);
    }

    @Test
    void anyRowsAreReadWithTheirIndicesAlsoPackedAndAfterTheyWereSent() throws Exception {
        String rows =
                IntStream.range(0, 1000).mapToObj(i -> i + "," + i % 7 + "\n").collect(Collectors.joining());
        Path packed = folder.resolve("ROWS.CSV.GZ");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(("v,label\n" + rows).getBytes(StandardCharsets.UTF_8));
        }
        CsvFile table = new CsvFile(packed, USUAL);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(table);
        }
        CsvFile received;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            received = (CsvFile) in.readObject();
        }

        Samples some = received.read(500, 503);
        assertThat(some.input(1)).containsExactly(501f);
        assertThat(some.index(1)).isEqualTo(501);
        assertThat(some.label(1)).isEqualTo(501 % 7);
        assertThat(received.identity()).isEqualTo(table.identity());
        assertThat(table.labels()).startsWith(0, 1, 2).hasSize(1000).isEqualTo(received.labels());
        assertThat(table.at(new int[] {3, 999}).index(1)).isEqualTo(999);
    }

    @Test
    void pixelsAreDividedAndShaped() throws IOException {
        Path file = file("label,p1,p2,p3,p4\n3,0,255,51,102\n");
        StoredSamples table = new CsvFile(FileStorage.LOCAL, file.toString(), USUAL, 255)
                .shaped(new InputShape(Layout.NCHW, 1, 2, 2));

        assertThat(table.all().shape().isImage()).isTrue();
        assertThat(table.all().input(0)).containsExactly(0f, 1f, 0.2f, 0.4f);
        assertThatThrownBy(() -> table.shaped(InputShape.flat(5))).hasMessageContaining("has 5");
        InputShape images = new InputShape(Layout.NHWC, 3, 4, 5);
        StoredSamples last = new NumpyFiles(
                        FileStorage.LOCAL,
                        NumpyFilesTests.file("images.npy").toString(),
                        NumpyFilesTests.file("int64.npy").toString(),
                        true,
                        1)
                .shaped(InputShape.flat(60));
        assertThat(last.shaped(images).all().input(1)[7]).isEqualTo(67);
        assertThatThrownBy(() -> last.shaped(images).shaped(new InputShape(Layout.NCHW, 3, 4, 5)))
                .hasMessageContaining("are not in the order of");
        assertThat(table.shaped(new InputShape(Layout.NHWC, 1, 2, 2)).all().input(0)[1])
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                             | is empty
                    a,label\\n                     | has no rows below its line of names
                    a,b\\n1,2                      | say which of them has the labels, since none is called
                    label,class,a\\n1,2,3          | say which of them has the labels, of [label, class]
                    a,a,label\\n1,2,0              | two columns called 'a'
                    a,label\\n1,0\\n1,0,3          | line 3, has 3 cells, but the first line has 2
                    a,label\\n1,0\\n7              | line 3, has 1 cells
                    a,label\\n1,0\\n,1             | line 3, has no value in the column 'a'
                    a,label\\n1,0\\nnan,1          | line 3, has 'nan', which is no finite number, in the column 'a'
                    a,label\\n1,0\\ninf,1          | no finite number
                    a,b,label\\n?,?,1\\n1,2,0      | line 2, has '?', which is no finite number, in the column 'a'
                    a,label\\n1,0\\n1e39,1         | no finite number
                    a,label\\n1,0\\n1f,1           | has '1f'
                    a,label\\n1,0\\n0x1p3,1        | has '0x1p3'
                    a;label\\n1,5;0                | Decimals are written with a point
                    city,a,label\\nKöln,1,0\\n     | columns whose values are no numbers: city ('Köln')
                    a,label\\n1,0\\n1,             | line 3, has no label in the column 'label'
                    a,label\\n1,0.5\\n1,1          | that are numbers, but not whole ones, such as '0.5'
                    a,label\\n1,-1\\n1,1           | has the label '-1' in the column 'label', but classes are numbered from 0
                    label\\n0\\n1                  | none is left as a feature
                    "a"b,label\\n1,0               | cannot be read as a table
                    """)
    void whatIsWrongIsSaidWithItsPlace(String text, String message) {
        String lines = text.replace("\\n", "\n");

        assertThatThrownBy(() -> read(lines, USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void columnsAreLeftOutOneAfterTheOther() throws IOException {
        CsvFile table = read("a,b,c,y\n1,2,3,0\n", USUAL.without("a").without("c"));

        assertThat(table.featureNames()).containsExactly("b");
        assertThatThrownBy(() -> USUAL.classes("crane", "maillot", "crane"))
                .hasMessageContaining("'crane' is given twice");
    }

    @Test
    void tablesMayBeWide() throws IOException {
        int columns = 27_648;
        String names = IntStream.range(0, columns).mapToObj(i -> "p" + i).collect(Collectors.joining(","));
        String values =
                IntStream.range(0, columns).mapToObj(i -> i % 256 + ".25").collect(Collectors.joining(","));

        CsvFile table = read("label," + names + "\n1," + values + "\n", USUAL);

        assertThat(table.shape().features()).isEqualTo(columns);
        assertThat(table.all().input(0)[columns - 1]).isEqualTo((columns - 1) % 256 + 0.25f);
        assertThatThrownBy(() -> table.read(0, 2))
                .hasMessageContaining("Row 1 of")
                .hasMessageContaining("has 1 now");
    }

    @Test
    void columnsThatAreNotThereAreSaid() {
        String text = "a,b,label\n1,2,0\n";

        assertThatThrownBy(() -> read(text, CsvColumns.labelled("class")))
                .hasMessageContaining("a, b, label")
                .hasMessageContaining("no column 'class'");
        assertThatThrownBy(() -> read(text, USUAL.without("id"))).hasMessageContaining("no 'id' to ignore");
        assertThatThrownBy(() -> read("a,label\n1,x\n", USUAL.classes("y", "z")))
                .hasMessageContaining("has the label 'x', but the classes are [y, z]");
    }

    @Test
    void whatIsNoTextIsSaid() throws IOException {
        Path latin =
                Files.write(folder.resolve("latin.csv"), "größe,label\n1,0\n".getBytes(StandardCharsets.ISO_8859_1));
        Path fake = Files.writeString(folder.resolve("fake.csv.gz"), "a,label\n1,0\n");
        Path cut = folder.resolve("cut.csv.gz");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(whole)) {
            out.write("a,label\n".getBytes(StandardCharsets.UTF_8));
            out.write("1,0\n".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(cut, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));

        assertThatThrownBy(() -> new CsvFile(latin, USUAL)).hasMessageContaining("no text in UTF-8");
        assertThatThrownBy(() -> new CsvFile(fake, USUAL)).hasMessageContaining("not packed by gzip");
        assertThatThrownBy(() -> new CsvFile(cut, USUAL)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> new CsvFile(folder, USUAL)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> new CsvFile(folder.resolve("none.csv"), USUAL)).hasMessageContaining("There is no");
        assertThatThrownBy(() -> new CsvFile(FileStorage.LOCAL, latin.toString(), USUAL, 0))
                .hasMessageContaining("divided by a positive number");
    }
}
