package org.robustness4j.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The arrays of a NumPy .npz file on the classpath, in C order, as float64. */
final class Npz {

    private static final Pattern TYPE = Pattern.compile("'descr': '[<|]([a-z]\\d)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    private final Map<String, double[]> values = new HashMap<>();
    private final Map<String, long[]> shapes = new HashMap<>();

    Npz(String resource) {
        try (InputStream in = Npz.class.getResourceAsStream(resource);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                read(entry.getName().replace(".npy", ""), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private void read(String name, byte[] file) throws IOException {
        int headerLength = (file[8] & 0xff) | (file[9] & 0xff) << 8;
        String header = new String(file, 10, headerLength, StandardCharsets.ISO_8859_1);
        if (!header.contains("'fortran_order': False")) {
            throw new IOException(name + " is not in C order: " + header);
        }
        long[] shape = Arrays.stream(first(SHAPE, header).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        int length = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        ByteBuffer data = ByteBuffer.wrap(new ByteArrayInputStream(file, 10 + headerLength, file.length).readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        String type = first(TYPE, header);
        values.put(
                name,
                IntStream.range(0, length)
                        .mapToDouble(i -> switch (type) {
                            case "f4" -> data.getFloat(4 * i);
                            case "f8" -> data.getDouble(8 * i);
                            case "i8" -> data.getLong(8 * i);
                            case "u1" -> data.get(i) & 0xff;
                            default -> throw new IllegalArgumentException(name + " is of type " + type);
                        })
                        .toArray());
        shapes.put(name, shape);
    }

    private static String first(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No " + pattern + " in " + header);
        }
        return matcher.group(1);
    }

    double[] doubles(String name) {
        return values.get(name);
    }

    float[] floats(String name) {
        double[] doubles = doubles(name);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    int[] ints(String name) {
        return Arrays.stream(doubles(name)).mapToInt(value -> (int) value).toArray();
    }

    INDArray array(String name) {
        return Nd4j.create(floats(name), shapes.get(name), 'c');
    }
}
