package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.data.Matrix;

class TrainingLossTests {

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "3, 0, 1", "0, 0.5, 0.5", "6, 0.2, 0.5"})
    void theGradientIsTheSlopeOfTheLoss(double beta, double lambda, double h) {
        TrainingLoss loss = new TrainingLoss(beta, lambda, h);
        int[] labels = {0, 3, 1};
        Matrix logits = random(loss.pointsOfASample() * labels.length, 4);
        float[] gradient = new float[logits.values().length];
        loss.evaluate(logits, labels, gradient);

        for (int i = 0; i < gradient.length; i++) {
            double slope = (value(loss, logits, labels, i, 1e-2f) - value(loss, logits, labels, i, -1e-2f)) / 2e-2;
            assertThat((double) gradient[i]).isCloseTo(slope, within(2e-3 * (1 + Math.abs(slope))));
        }
    }

    private static double value(TrainingLoss loss, Matrix logits, int[] labels, int index, float move) {
        float[] moved = logits.values().clone();
        moved[index] += move;
        return loss.evaluate(new Matrix(logits.rows(), logits.columns(), moved), labels, new float[moved.length]);
    }

    private static Matrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Matrix(rows, columns, values);
    }
}
