package com.example.wine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.CsvColumns;
import org.robustness4j.data.file.CsvFile;

/**
 * 178 wines of three cultivators, of each 13 measurements (S. Aeberhard, M. Forina, "Wine", UCI Machine Learning
 * Repository, 1992, doi 10.24432/C5PC7J, CC BY 4.0). Every third is kept for tests.
 *
 * @param test the wines that no model was trained on, in standard deviations of the others
 * @param means of the measurements of the others, in their own units
 * @param deviations of them
 */
record Wine(Samples test, List<Double> means, List<Double> deviations) {

    static Wine read() throws IOException {
        Samples all = new CsvFile(Path.of("data/wine.csv"), CsvColumns.labelled("cultivar")).all();
        Samples training = all.where(i -> i % 3 != 2);
        Samples test = all.where(i -> i % 3 == 2);
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        float[] values = test.inputs().values().clone();
        for (int feature = 0; feature < all.shape().features(); feature++) {
            int column = feature;
            double mean = IntStream.range(0, training.size())
                    .mapToDouble(i -> training.inputs().get(i, column))
                    .average()
                    .orElseThrow();
            double deviation = Math.sqrt(IntStream.range(0, training.size())
                    .mapToDouble(i -> training.inputs().get(i, column) - mean)
                    .map(difference -> difference * difference)
                    .average()
                    .orElseThrow());
            for (int i = column; i < values.length; i += all.shape().features()) {
                values[i] = (float) ((values[i] - mean) / deviation);
            }
            means.add(mean);
            deviations.add(deviation);
        }
        int[] labels = IntStream.range(0, test.size()).map(test::label).toArray();
        Matrix inputs = new Matrix(test.size(), all.shape().features(), values);
        return new Wine(new Samples(all.shape(), inputs, labels), means, deviations);
    }
}
