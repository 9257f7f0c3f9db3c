package com.example.keras;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Noisy pictures of stripes, 8 x 8 pixels of one channel from 0 to 1: horizontal, vertical or diagonal ones. */
final class Stripes {

    private static final int SIZE = 8;
    private static final int CLASSES = 3;

    private Stripes() {}

    /** Pictures with their channels last, {@code [n, 8, 8, 1]}, as Keras has them. */
    static DataSet some(int count, long seed) {
        Random random = new Random(seed);
        INDArray images = Nd4j.create(count, SIZE, SIZE, 1);
        INDArray labels = Nd4j.create(count, CLASSES);
        for (int image = 0; image < count; image++) {
            int kind = image % CLASSES;
            double phase = random.nextDouble();
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    int along = kind == 0 ? y : kind == 1 ? x : x + y;
                    double value = 0.5 + 0.3 * Math.sin(2 * Math.PI * (phase + along / 4.0));
                    images.putScalar(new int[] {image, y, x, 0}, value + 0.2 * (random.nextDouble() - 0.5));
                }
            }
            labels.putScalar(image, kind, 1);
        }
        return new DataSet(images, labels);
    }
}
