package com.example.wine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/**
 * 178 wines of three cultivators, of each 13 measurements: alcohol in percent, proline in milligrams per litre, and so
 * on (S. Aeberhard, M. Forina, "Wine", UCI Machine Learning Repository, 1992, doi 10.24432/C5PC7J, CC BY 4.0).
 */
public final class Wine {

    /** The network, and the normaliser that its data go through first. */
    public static final Path MODEL = Path.of("models/wine.zip");

    private static final Path TABLE = Path.of("data/wine.csv");
    private static final int FEATURES = 13;
    private static final int CLASSES = 3;

    private Wine() {}

    /** Every third wine, in the units of the table. */
    public static DataSet test() throws IOException {
        return read(true);
    }

    /** All others, in the units of the table. */
    public static DataSet training() throws IOException {
        return read(false);
    }

    /** The same wines in standard deviations, as the normaliser of the model makes them. */
    public static DataSet standardized(DataSet wines) throws IOException {
        NormalizerStandardize normalizer = ModelSerializer.restoreNormalizerFromFile(MODEL.toFile());
        DataSet copy = wines.copy();
        normalizer.transform(copy);
        return copy;
    }

    private static DataSet read(boolean isTest) throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        List<String> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if ((i % 3 == 0) == isTest) {
                rows.add(lines.get(i));
            }
        }
        INDArray features = Nd4j.create(rows.size(), FEATURES);
        INDArray labels = Nd4j.create(rows.size(), CLASSES);
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",");
            for (int feature = 0; feature < FEATURES; feature++) {
                features.putScalar(i, feature, Float.parseFloat(cells[feature]));
            }
            labels.putScalar(i, Integer.parseInt(cells[FEATURES]), 1);
        }
        return new DataSet(features, labels);
    }
}
