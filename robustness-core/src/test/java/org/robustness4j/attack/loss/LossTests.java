package org.robustness4j.attack.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.loss.internal.Softmax;
import org.robustness4j.attack.loss.internal.TargetedDlrLoss;

class LossTests {

    static Stream<Loss> losses() {
        return Stream.of(new CrossEntropy(), new LinearProbability(), new MarginLoss(), new DlrLoss());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theGradientIsTheDifferenceQuotientOfTheValue(Loss loss) {
        float[] logits = {1.5f, -0.25f, 0.75f, 2};
        float step = 0.0078125f;
        for (int label = 0; label < logits.length; label++) {
            float[] gradient = loss.gradient(logits, label);
            for (int j = 0; j < logits.length; j++) {
                float[] above = logits.clone();
                float[] below = logits.clone();
                above[j] += step;
                below[j] -= step;
                double quotient = (loss.value(above, label) - loss.value(below, label)) / (2 * step);
                assertThat((double) gradient[j]).isCloseTo(quotient, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theDirectionIsTheGradientButForAFactor(Loss loss) {
        float[] logits = {1.5f, -0.25f, 0.75f, 2};
        float[] gradient = loss.gradient(logits, 1);
        float[] direction = loss.direction(logits, 1);
        double factor = direction[1] / gradient[1];

        assertThat(factor).isPositive();
        for (int j = 0; j < logits.length; j++) {
            assertThat((double) direction[j]).isCloseTo(factor * gradient[j], within(1e-5));
        }
    }

    @Test
    void theTargetedRatioGrowsAlongItsDirection() {
        TargetedDlrLoss objective = new TargetedDlrLoss(3, 1);
        float[] logits = {1.5f, -0.25f, 0.75f, 2, -1};
        float[] direction = objective.direction(logits);
        float step = 0.0078125f;
        double factor = 0;
        for (int j : new int[] {1, 0, 2, 3, 4}) {
            float[] above = logits.clone();
            float[] below = logits.clone();
            above[j] += step;
            below[j] -= step;
            double quotient = (objective.value(above) - objective.value(below)) / (2 * step);
            factor = j == 1 ? direction[1] / quotient : factor;
            assertThat((double) direction[j]).isCloseTo(factor * quotient, within(1e-3));
        }
        assertThat(factor).isPositive();
    }

    /** Where three logits are needed and there are two, the difference is left. */
    @Test
    void ratiosOfFewClassesAreDifferences() {
        assertThat(new DlrLoss().value(new float[] {1, 3}, 0)).isEqualTo(2);
        assertThat(new TargetedDlrLoss(0, 1).value(new float[] {1, 3, 2})).isEqualTo(2);
        assertThat(new DlrLoss().direction(new float[] {2, 2, 2}, 0)).containsExactly(-1, 1, 0);
    }

    /** The source: binary cross-entropy of ten classes with the one-hot label, clipped to 1e-7, inside the logarithm. */
    @Test
    void linearProbabilityIsBinaryCrossEntropyWithItsArgumentsSwapped() {
        float[] logits = {0.3f, 2, -1, 0, 0.5f, 1, -2, 0.1f, 0.2f, 0.9f};
        double[] probabilities = Softmax.of(logits);
        double swapped = 0;
        for (int j = 0; j < 10; j++) {
            double label = j == 1 ? 1 - 1e-7 : 1e-7;
            swapped -= (probabilities[j] * Math.log(label) + (1 - probabilities[j]) * Math.log(1 - label)) / 10;
        }

        assertThat(new LinearProbability().value(logits, 1)).isCloseTo(swapped, within(1e-5));
    }
}
