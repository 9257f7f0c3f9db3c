package org.robustness4j.internal.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFilesTests {

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.intBitsToFloat(0x7fc00001),
        Float.intBitsToFloat(0xffc12345),
        0.1f,
        Math.nextUp(1f)
    };

    @TempDir
    Path folder;

    @Test
    void specialValuesComeBackBitForBit() throws IOException {
        Path file = written(npz -> {
            npz.array("floats").floats(List.of(3, 4), rows(SPECIAL, 4));
            npz.array("ints").ints(List.of(3), new int[] {Integer.MIN_VALUE, -1, Integer.MAX_VALUE});
            npz.array("bytes").bytes(new byte[] {0, -1, 127, -128});
            npz.array("none").ints(List.of(0), new int[0]);
        });

        NpzFile npz = NpzFile.read(file);
        assertThat(npz.array("floats").shape()).containsExactly(3, 4);
        assertThat(bits(npz.array("floats").floats())).containsExactly(bits(SPECIAL));
        assertThat(npz.array("ints").ints()).containsExactly(Integer.MIN_VALUE, -1, Integer.MAX_VALUE);
        assertThat(npz.array("bytes").bytes()).containsExactly(0, -1, 127, -128);
        assertThat(npz.array("none").ints()).isEmpty();
    }

    /** The file that {@code numpy.save} writes for {@code numpy.array([1, -2], dtype='<i4')}. */
    @Test
    void theBytesAreThoseOfNumpy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NpyWriter(out).ints(List.of(2), new int[] {1, -2});

        String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }";
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        expected.write((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        expected.write(new byte[] {1, 0, 0, 0, -2, -1, -1, -1});
        assertThat(out.toByteArray()).containsExactly(expected.toByteArray());
    }

    @Test
    void theSameArraysAreTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(npz -> npz.array("a").bytes(new byte[] {1})));
        byte[] second = Files.readAllBytes(written(npz -> npz.array("a").bytes(new byte[] {1})));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatIsNoArraySaysWhy() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NpyWriter(out).floats(List.of(1, 2), List.of(new float[] {1, 2}));
        byte[] good = out.toByteArray();
        String text = new String(good, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read("PK")).hasMessageContaining("ends inside its header");
        assertThatThrownBy(() -> read("x".repeat(200))).hasMessageContaining("does not begin as a .npy array");
        assertThatThrownBy(() -> read(text.replace("<f4", "<f2"))).hasMessageContaining("of the type <f2");
        assertThatThrownBy(() -> read(text.replace("False", "True "))).hasMessageContaining("fortran_order");
        assertThatThrownBy(() -> read(text.replace("(1, 2)", "(2, 2)")))
                .hasMessageContaining("takes 16 bytes, but there are 8");
        assertThatThrownBy(() -> NpyArray.read(new ByteArrayInputStream(good)).ints())
                .hasMessageContaining("values are <f4, but <i4 is needed");
        assertThatThrownBy(() -> new NpyWriter(OutputStream.nullOutputStream()).ints(List.of(3), new int[2]))
                .hasMessageContaining("shape [3] has 3 values, but 2 were given");
    }

    @Test
    void aDamagedFileIsAnError() throws IOException {
        Path file = written(npz -> npz.array("a").floats(List.of(1000), List.of(noise())));
        byte[] bytes = Files.readAllBytes(file);
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] = (byte) (flipped[bytes.length / 2] ^ 4);
        Files.write(file, flipped);
        assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(IOException.class);

        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> NpzFile.read(file)).isInstanceOf(IOException.class);

        Files.write(file, bytes);
        assertThatThrownBy(() -> NpzFile.read(file).array("b")).hasMessageContaining("no array 'b', only [a]");
    }

    private static float[] noise() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        return values;
    }

    private static void read(String file) throws IOException {
        NpyArray.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @FunctionalInterface
    private interface Arrangement {
        void writeTo(NpzWriter npz) throws IOException;
    }

    private Path written(Arrangement arrays) throws IOException {
        Path file = folder.resolve("arrays.npz");
        try (NpzWriter npz = new NpzWriter(Files.newOutputStream(file))) {
            arrays.writeTo(npz);
        }
        return file;
    }

    private static List<float[]> rows(float[] values, int columns) {
        return IntStream.range(0, values.length / columns)
                .mapToObj(row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns))
                .toList();
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }
}
