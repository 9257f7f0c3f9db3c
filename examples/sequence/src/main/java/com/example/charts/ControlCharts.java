package com.example.charts;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Control charts: 60 readings of a process, which is in order or goes wrong in one of five ways. They are drawn as R. J.
 * Alcock and Y. Manolopoulos did (Time-series similarity queries employing a feature-based approach, 7th Hellenic
 * Conference on Informatics, 1999): around 30, with noise of up to 6.
 */
public final class ControlCharts {

    /** The network, and the normaliser that its data go through first. */
    public static final Path MODEL = Path.of("models/control-charts.zip");

    /** The number of readings. */
    public static final int STEPS = 60;

    /** The ways of a process, in the order of the labels. */
    public static final List<String> CLASSES =
            List.of("normal", "cyclic", "increasing trend", "decreasing trend", "upward shift", "downward shift");

    private ControlCharts() {}

    /** 100 charts of each class to learn from. */
    public static DataSet training() {
        return draw(100, new SplittableRandom(1999));
    }

    /** 10 other charts of each class. */
    public static DataSet test() {
        return draw(10, new SplittableRandom(2000));
    }

    /** The same number of charts of each class: features {@code [n, 1, 60]}, labels {@code [n, 6]}. */
    private static DataSet draw(int ofEach, RandomGenerator random) {
        int charts = ofEach * CLASSES.size();
        INDArray features = Nd4j.create(charts, 1, STEPS);
        INDArray labels = Nd4j.create(charts, CLASSES.size());
        for (int chart = 0; chart < charts; chart++) {
            int label = chart % CLASSES.size();
            double[] readings = readings(label, random);
            for (int step = 0; step < STEPS; step++) {
                features.putScalar(chart, 0, step, readings[step]);
            }
            labels.putScalar(chart, label, 1);
        }
        return new DataSet(features, labels);
    }

    private static double[] readings(int label, RandomGenerator random) {
        double amplitude = random.nextDouble(10, 15);
        double period = random.nextDouble(10, 15);
        double slope = random.nextDouble(0.2, 0.5);
        double shift = random.nextDouble(7.5, 20);
        int moment = random.nextInt(STEPS / 3, 2 * STEPS / 3);
        double[] readings = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            double course =
                    switch (label) {
                        case 1 -> amplitude * Math.sin(2 * Math.PI * step / period);
                        case 2 -> slope * step;
                        case 3 -> -slope * step;
                        case 4 -> step < moment ? 0 : shift;
                        case 5 -> step < moment ? 0 : -shift;
                        default -> 0;
                    };
            readings[step] = 30 + 2 * random.nextDouble(-3, 3) + course;
        }
        return readings;
    }
}
