package org.robustness4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.Serializable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** An affine model behind a standardisation is an affine model, whose weights are known. */
class TransformedModelTests {

    private static final double[][] WEIGHTS = {{1, -2, 0.5, 3}, {0.25, 4, -1, 1}, {-3, 1, 2, -0.5}};
    private static final double[] BIASES = {0.1, -0.2, 0.3};
    private static final List<Double> MEANS = List.of(0.5, -3.0);
    private static final List<Double> DEVIATIONS = List.of(0.25, 8.0);

    /** Two channels of two pixels. */
    private static final InputShape FIRST = new InputShape(Layout.NCHW, 2, 1, 2);

    private static final InputShape LAST = new InputShape(Layout.NHWC, 2, 1, 2);

    private static AffineClassifier folded(InputShape shape) {
        double[][] weights = new double[WEIGHTS.length][shape.values()];
        double[] biases = BIASES.clone();
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < shape.values(); i++) {
                int channel = shape.channel(i);
                weights[k][i] = WEIGHTS[k][i] / DEVIATIONS.get(channel);
                biases[k] -= WEIGHTS[k][i] * MEANS.get(channel) / DEVIATIONS.get(channel);
            }
        }
        return new AffineClassifier(weights, biases);
    }

    private static Matrix random(int rows) {
        Random random = new Random(4);
        float[] values = new float[rows * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Matrix(rows, 4, values);
    }

    @Test
    void logitsAndGradientsAreThoseOfTheFoldedModel() {
        for (InputShape shape : List.of(FIRST, LAST)) {
            AdaptedModel model = TestedModel.of(new AffineClassifier(WEIGHTS, BIASES))
                    .standardized(MEANS, DEVIATIONS)
                    .model();
            DifferentiableClassifier classifier = (DifferentiableClassifier)
                    model.classifier(shape).withMemory(1000).fork();
            Matrix batch = random(5);
            Matrix upstream = new Matrix(5, 3, new float[] {1, 2, 3, 0, 0, 1, -1, 1, 0, 5, 5, 5, 1, 0, 0});
            Matrix logits;
            Matrix gradient;
            try (ForwardPass pass = classifier.forward(batch)) {
                logits = pass.logits();
                gradient = pass.backward(upstream);
            }
            Matrix wantedLogits;
            Matrix wantedGradient;
            try (ForwardPass pass = folded(shape).forward(batch)) {
                wantedLogits = pass.logits();
                wantedGradient = pass.backward(upstream);
            }

            assertThat(logits.values()).containsExactly(wantedLogits.values(), within(1e-4f));
            assertThat(gradient.values()).containsExactly(wantedGradient.values(), within(1e-4f));
            assertThat(model.predictor(shape).scores(batch).argMax(2)).isEqualTo(wantedLogits.argMax(2));
            assertThat(batch.values()).isEqualTo(random(5).values());
        }
    }

    @Test
    void attacksAreInTheUnitsOfTheData() {
        Samples samples = folded(FIRST).labelled(FIRST, random(60));
        RunOptions options = RunOptions.seed(3);
        RobustnessEvaluator standardized = new RobustnessEvaluator(
                TestedModel.of(new AffineClassifier(WEIGHTS, BIASES))
                        .range(0, 1)
                        .standardized(MEANS, DEVIATIONS),
                samples,
                options);
        RobustnessEvaluator folded =
                new RobustnessEvaluator(TestedModel.of(folded(FIRST)).range(0, 1), samples, options);

        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 0.05, standardized.domain());
        AttackEvaluation found = standardized.evaluate(new Pgd(), ball, options);
        AttackEvaluation wanted = folded.evaluate(new Pgd(), ball, options);

        assertThat(found.count(Outcome.BROKEN)).isBetween(1L, 59L).isEqualTo(wanted.count(Outcome.BROKEN));
    }

    /** Is the first value larger than the last one? */
    private record FirstAgainstLast() implements Classifier, Serializable {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i] = batch.get(i, 0);
                logits[2 * i + 1] = batch.get(i, batch.columns() - 1);
            }
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /** Whole numbers are what a model with splits at them is given back. */
    @ParameterizedTest
    @CsvSource({"0, 255", "1, 12", "1900, 2024", "3, 10"})
    void sharesOfARangeGiveBackItsWholeNumbers(int low, int high) {
        Rescaling columns = new Rescaling(List.of((double) low), List.of((double) high - low));
        InputTransformation.Rows rows = columns.of(InputShape.flat(1));

        for (int value = low; value <= high; value++) {
            float share = ((float) value - low) / ((float) high - low);
            assertThat(rows.applied(share, 0)).as("%d", value).isEqualTo(value);
        }
        assertThat(rows.backward(2, 0)).isEqualTo(2f * (high - low));
    }

    @Test
    void itIsNotTrained() {
        AdaptedModel model = TestedModel.of(new FirstAgainstLast())
                .standardized(MEANS, DEVIATIONS)
                .model();

        assertThatThrownBy(() -> model.trainable(FIRST, 1, 1)).hasMessageContaining("is not trained here");
        assertThatThrownBy(model::untrained).hasMessageContaining("is not trained here");
    }

    @Test
    void itIsAnotherModelAndCanBeSent() {
        TestedModel plain = TestedModel.of(new FirstAgainstLast());
        TestedModel one = plain.standardized(List.of(0.5), List.of(2.0));
        AdaptedModel sent = one.portable().restored().model();

        assertThat(one.name()).isEqualTo(plain.name());
        assertThat(sent.classifier(FIRST).logits(random(3)).values())
                .containsExactly(one.model().classifier(FIRST).logits(random(3)).values())
                .isNotEqualTo(plain.model().classifier(FIRST).logits(random(3)).values());
        assertThat(one.model().code()).contains(TransformedModel.class);
        assertThat(one.model())
                .isNotEqualTo(plain.standardized(List.of(0.5), List.of(3.0)).model());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0.5,1 | 1       | 2 means and 1 deviations
                    0.5   | 0       | the deviation not 0
                    NaN   | 1       | have to be finite
                    0     | 1e-45   | have to be finite
                    0,0,0 | 1,1,1   | which have 2 channels and 4 values
                    """)
    void whatDoesNotFitIsSaid(String means, String deviations, String message) {
        assertThatThrownBy(() -> TestedModel.of(new AffineClassifier(WEIGHTS, BIASES))
                        .standardized(numbers(means), numbers(deviations))
                        .model()
                        .classifier(FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static List<Double> numbers(String text) {
        return List.of(text.split(",")).stream().map(Double::valueOf).toList();
    }
}
