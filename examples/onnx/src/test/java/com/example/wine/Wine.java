package com.example.wine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/**
 * 178 wines of three cultivators, of each 13 measurements (S. Aeberhard, M. Forina, "Wine", UCI Machine Learning
 * Repository, 1992, doi 10.24432/C5PC7J, CC BY 4.0). Every third is kept for tests; all are given in standard deviations
 * of the others, as train.py gives them to the network.
 */
final class Wine {

    private static final int FEATURES = 13;

    private Wine() {}

    /** The wines that the network was not trained on. */
    static Samples test() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("data/wine.csv"));
        List<float[]> training = new ArrayList<>();
        List<float[]> test = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",");
            float[] row = new float[FEATURES];
            for (int feature = 0; feature < FEATURES; feature++) {
                row[feature] = Float.parseFloat(cells[feature]);
            }
            if (i % 3 == 0) {
                test.add(row);
                labels.add(Integer.parseInt(cells[FEATURES]));
            } else {
                training.add(row);
            }
        }
        for (int feature = 0; feature < FEATURES; feature++) {
            standardize(test, training, feature);
        }
        return new Samples(
                InputShape.flat(FEATURES),
                Matrix.ofRows(test, FEATURES),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void standardize(List<float[]> test, List<float[]> training, int feature) {
        double mean = training.stream().mapToDouble(row -> row[feature]).average().orElseThrow();
        double variance = training.stream()
                .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
                .average()
                .orElseThrow();
        for (float[] row : test) {
            row[feature] = (float) ((row[feature] - mean) / Math.sqrt(variance));
        }
    }
}
