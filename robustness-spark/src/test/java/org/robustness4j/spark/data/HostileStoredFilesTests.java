package org.robustness4j.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robustness4j.hostile.Harmless.refused;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.file.IdxFiles;
import org.robustness4j.data.file.ImageFolder;
import org.robustness4j.dl4j.file.StoredArrays;
import org.robustness4j.hostile.Planted;
import org.robustness4j.hostile.StoredArray;

/** Files of samples that would run code or fill memory where they are believed. */
class HostileStoredFilesTests {

    private static final HadoopFiles FILES = HadoopFiles.PLAIN;
    private static final int FEATURES = 1;
    private static final int LABELS = 2;
    private static final int META_DATA = 32;
    private static final int CLASS_NAMES = 64;

    @TempDir
    Path folder;

    private static DataSet read(byte[] content) throws IOException {
        return new StoredDataSet(new StoredArrays(new ByteArrayInputStream(content), content.length)).read();
    }

    private static byte[] dataSet(int parts, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(parts);
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> dataSets() throws IOException {
        byte[] array = StoredArray.floats(3, new byte[12]).bytes();
        byte[] planted = serialized(List.of(new Planted.Serialized()));
        byte[] missing = StoredArray.floats(1L << 33, new byte[12]).bytes();
        assertThat(read(dataSet(FEATURES | LABELS, array, array)).numExamples()).isEqualTo(1);
        return Stream.of(
                bad(
                        "code in the meta data",
                        dataSet(FEATURES | LABELS | META_DATA, array, array, planted),
                        "meta data",
                        "setExampleMetaData(null)"),
                bad(
                        "code in the names of classes",
                        dataSet(FEATURES | LABELS | CLASS_NAMES, array, array, planted),
                        "other serialised objects than the names of classes"),
                bad(
                        "sets in sets in the names of classes",
                        dataSet(FEATURES | LABELS | CLASS_NAMES, array, array, serialized(Planted.endless())),
                        "other serialised objects"),
                bad(
                        "two billion names of classes",
                        dataSet(FEATURES | LABELS | CLASS_NAMES, array, array, hugeList()),
                        "other serialised objects"),
                bad("features that are not there", dataSet(FEATURES, missing), "but ends after"),
                bad("labels that are not there", dataSet(FEATURES | LABELS, array, missing), "but ends after"),
                bad("no labels where they are declared", dataSet(FEATURES | LABELS, array), "ends in the middle"),
                bad("parts that there are not", dataSet(255, array), "begins with 255"),
                bad("nothing", new byte[0], "is empty"),
                bad(
                        "text",
                        "A text, no data set".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "or holds none"));
    }

    private static DynamicTest bad(String what, byte[] content, String... parts) {
        return refused(what, () -> read(content), parts);
    }

    /** A list whose length is changed to 2^31 - 1 where it is serialised: as a field, and before its elements. */
    private static byte[] hugeList() throws IOException {
        byte[] bytes = serialized(new java.util.ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g")));
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (ByteBuffer.wrap(bytes, i, 4).getInt() == 7) {
                ByteBuffer.wrap(bytes, i, 4).putInt(Integer.MAX_VALUE);
            }
        }
        return bytes;
    }

    @Test
    void namesOfClassesAreNoReasonToRefuseADataSet() throws IOException {
        DataSet set = new DataSet(
                Nd4j.createFromArray(new float[][] {{1, 2, 3}}), Nd4j.createFromArray(new float[][] {{0, 1}}));
        set.setLabelNames(List.of("cat", "dog"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        set.save(out);

        DataSet read = read(out.toByteArray());

        assertThat(read.getFeatures()).isEqualTo(set.getFeatures());
        assertThat(read.getLabels()).isEqualTo(set.getLabels());
    }

    @TestFactory
    Stream<DynamicTest> idxFiles() throws IOException {
        String labels = idx("labels", 3);
        return Stream.of(
                badIdx("samples of two billion values", idx("wide", 3, Integer.MAX_VALUE), labels, "at most 16777216"),
                badIdx("images of 2^48 pixels", idx("large", 3, 1 << 24, 1 << 24), labels, "at most 16777216"),
                badIdx("a negative size", idx("negative", 3, -28, -28), labels, "at least 1"),
                badIdx("less than no samples", idx("none", -3, 28, 28), idx("no", -3), "there have to be samples"));
    }

    private static DynamicTest badIdx(String what, String images, String labels, String part) {
        return refused(what, () -> new IdxFiles(FILES, images, labels, 255).read(0, 3), part);
    }

    private String idx(String name, int... dimensions) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(4 + 4 * dimensions.length + 16);
        content.put(new byte[] {0, 0, 8, (byte) dimensions.length});
        for (int dimension : dimensions) {
            content.putInt(dimension);
        }
        return Files.write(folder.resolve(name), content.array()).toUri().toString();
    }

    @TestFactory
    Stream<DynamicTest> images() throws IOException {
        return Stream.of(badImage("png", png(60_000)), badImage("gif", gif(65_000)));
    }

    private DynamicTest badImage(String format, byte[] content) throws IOException {
        Path images = Files.createTempDirectory(folder, format);
        Files.write(Files.createDirectories(images.resolve("0")).resolve("huge." + format), content);
        return refused(
                "billions of pixels in a " + format,
                () -> new ImageFolder(FILES, images.toUri().toString(), 1, false, 255),
                "huge." + format + " is 6",
                "at most 16777216 are read");
    }

    private static byte[] tiny(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED), format, out);
        return out.toByteArray();
    }

    /** The first chunk, behind 8 bytes and its own length: its name, width and height, and a checksum. */
    private static byte[] png(int size) throws IOException {
        byte[] bytes = tiny("png");
        ByteBuffer.wrap(bytes, 16, 8).putInt(size).putInt(size);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        ByteBuffer.wrap(bytes, 29, 4).putInt((int) crc.getValue());
        return bytes;
    }

    private static byte[] gif(int size) throws IOException {
        byte[] bytes = tiny("gif");
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 10 < bytes.length; i++) {
            if (bytes[i] == ',' && little.getShort(i + 5) == 2 && little.getShort(i + 7) == 2) {
                little.putShort(i + 5, (short) size).putShort(i + 7, (short) size);
            }
        }
        return bytes;
    }

    @TestFactory
    Stream<DynamicTest> parquetFiles() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message row { required group features (LIST) { repeated group list { required float element; } }"
                        + " required int32 label; }");
        Path file = folder.resolve("huge.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration())
                .withType(schema)
                .withDictionaryEncoding(true)
                .build()) {
            Group row = new SimpleGroupFactory(schema).newGroup();
            Group list = row.addGroup("features");
            for (int i = 0; i < 1_200_000; i++) {
                list.addGroup("list").append("element", 0f);
            }
            row.append("label", 0);
            writer.write(row);
        }
        return Stream.of(refused(
                "a row of millions of values in a few kilobytes",
                () -> new ParquetFiles(FILES, file.toUri().toString(), InputShape.flat(3)),
                "promises 1200000 values",
                "has 3"));
    }
}
