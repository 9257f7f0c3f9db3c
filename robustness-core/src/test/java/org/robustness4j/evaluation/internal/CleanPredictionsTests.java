package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.Predictor;

/** The user's own model is asked for each clean sample once. */
class CleanPredictionsTests {

    private static final int SAMPLES = 300;

    private final AtomicInteger predicted = new AtomicInteger();
    private final Samples all = new Samples(InputShape.flat(2), new Matrix(SAMPLES, 2, values()), new int[SAMPLES]);

    private static float[] values() {
        float[] values = new float[2 * SAMPLES];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / (2f * SAMPLES);
        }
        return values;
    }

    /** Passes its two features on as logits, and counts what its front door is asked. */
    private final class Counting implements AdaptedModel, Classifier {

        @Override
        public ModelIdentity identity() {
            return new ModelIdentity("counting", "0".repeat(64), 0, "none");
        }

        @Override
        public boolean channelsLast() {
            return false;
        }

        @Override
        public Predictor predictor(InputShape shape) {
            return batch -> {
                predicted.addAndGet(batch.rows());
                return batch;
            };
        }

        @Override
        public Classifier classifier(InputShape shape) {
            return this;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return batch;
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    private final TestedModel model =
            TestedModel.of((AdaptedModel) new Counting()).range(0, 1);

    /** Whether the model gives the same answer each time is asked 8 times with 8 samples. */
    private static final int ASKED_FOR_REPETITION = 64;

    @Test
    void anotherChoiceOfSamplesAsksForNewOnesAlone() {
        RobustnessEvaluator first = new RobustnessEvaluator(model, all.where(i -> i < 100), RunOptions.seed(1));
        assertThat(predicted).hasValue(100 + ASKED_FOR_REPETITION);

        first.on(all.where(i -> i < 50));
        assertThat(predicted).hasValue(100 + ASKED_FOR_REPETITION);

        first.on(all);
        assertThat(predicted).hasValue(SAMPLES + ASKED_FOR_REPETITION);
    }

    @Test
    void samplesOfAnotherShapeAreRefused() {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, all, RunOptions.seed(1));
        Samples others = new Samples(InputShape.flat(3), new Matrix(1, 3, new float[3]), new int[1]);

        assertThatThrownBy(() -> evaluator.on(others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("make one of their own");
    }
}
