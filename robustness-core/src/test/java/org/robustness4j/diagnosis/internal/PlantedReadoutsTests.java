package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.internal.PlantedReadouts.Planting;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

class PlantedReadoutsTests {

    private static final Domain UNIT = Domain.range(0, 1);
    private static final Samples SAMPLES =
            new Samples(InputShape.flat(4), new Matrix(1, 4, new float[] {0.4f, 0.5f, 0.6f, 0.3f}), new int[1]);

    @Test
    void whatIsPlantedInABallIsFoundOnce() {
        Squares model = new Squares();
        PlantedReadouts readouts = new PlantedReadouts(model, SAMPLES, RunOptions.seed(1));
        Ball ball = new Ball(Norm.LINF, 0.1);

        Planting first = readouts.of(0, ball, UNIT);
        int asked = model.asked;

        assertThat(first.readout()).isNotNull();
        assertThat(asked).isPositive();
        assertThat(readouts.of(0, new Ball(Norm.LINF, 0.1), Domain.range(0, 1))).isSameAs(first);
        assertThat(model.asked).isEqualTo(asked);
        assertThat(readouts.of(0, new Ball(Norm.LINF, 0.2), UNIT)).isNotSameAs(first);
        assertThat(model.asked).isGreaterThan(asked);
    }

    /** Each logit is the square of a value. */
    private static final class Squares implements Classifier {

        private int asked;

        @Override
        public int classes() {
            return 4;
        }

        @Override
        public Matrix logits(Matrix batch) {
            asked += batch.rows();
            float[] squares = batch.values().clone();
            for (int i = 0; i < squares.length; i++) {
                squares[i] *= squares[i];
            }
            return new Matrix(batch.rows(), 4, squares);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }
}
