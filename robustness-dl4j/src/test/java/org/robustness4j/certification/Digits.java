package org.robustness4j.certification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** The 1,797 digits of 8 x 8 pixels, from 0 to 1. */
final class Digits {

    private static final int PIXELS = 64;
    private static final float LARGEST = 16;

    private Digits() {}

    /** Some of them, in their order. */
    static Samples of(int from, int to) {
        List<float[]> rows = new ArrayList<>();
        int[] labels = new int[to - from];
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(Digits.class.getResourceAsStream("/reference/digits/digits.csv.gz"))),
                StandardCharsets.US_ASCII))) {
            for (String line : lines.lines().skip(from).limit(to - from).toList()) {
                String[] values = line.split(",", -1);
                float[] pixels = new float[PIXELS];
                for (int i = 0; i < PIXELS; i++) {
                    pixels[i] = Float.parseFloat(values[i]) / LARGEST;
                }
                labels[rows.size()] = (int) Float.parseFloat(values[PIXELS]);
                rows.add(pixels);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Samples(InputShape.flat(PIXELS), Matrix.ofRows(rows, PIXELS), labels);
    }
}
