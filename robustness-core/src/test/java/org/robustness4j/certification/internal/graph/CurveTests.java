package org.robustness4j.certification.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.model.internal.network.ScalarFunction;
import org.robustness4j.model.internal.network.SmoothFunction;

class CurveTests {

    private static final double STEP = 1e-4;

    static Stream<ScalarFunction> functions() {
        return Stream.concat(
                Arrays.stream(SmoothFunction.values()),
                Stream.of(
                        new ScalarFunction.Clamp(0.2, 0.5, 0, 1),
                        new ScalarFunction.ThresholdRectifier(0.3, 0.1, 1.5),
                        new ScalarFunction.ThresholdRectifier(0.1f, -0.5, 2),
                        new ScalarFunction.ExponentialUnit(1.05, 1.67)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noValueIsOutsideTheLines(ScalarFunction function) {
        Random random = new Random(1);
        Curve curve = new Curve(function);
        for (double width : new double[] {1e-6, 0.1, 1, 5, 30}) {
            for (int i = 0; i < 20; i++) {
                double low = 4 * random.nextGaussian() - width / 2;
                double high = low + width;
                double[] lines = curve.lines(low, high);
                for (int k = 0; k <= 3000; k++) {
                    double x = Math.min(high, low + width * k / 3000);
                    double y = function.value(x);
                    assertThat(y).isBetween(lines[0] * x + lines[1], lines[2] * x + lines[3]);
                    assertThat(y).isBetween(lines[4], lines[5]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noSecondDerivativeIsLargerThanItsBound(ScalarFunction function) {
        double bound = function.curvature(-12, 12).orElseThrow();
        for (double x = -12; x <= 12; x += 0.003) {
            double at = x;
            boolean isSmooth = Arrays.stream(function.kinks()).allMatch(kink -> Math.abs(kink - at) > 3 * STEP);
            double second = (function.value(x + STEP) - 2 * function.value(x) + function.value(x - STEP)) / STEP / STEP;
            if (isSmooth) {
                assertThat(Math.abs(second)).as("at %s", x).isLessThanOrEqualTo(bound + 1e-5 * (1 + bound));
            }
        }
    }

    /** A threshold is not the same number in float32: an interval beside it has both sides. */
    @Test
    void aThresholdIsMetALittleBeside() {
        double[] lines = new Curve(new ScalarFunction.ThresholdRectifier(0.1, 0, 5)).lines(0.1 + 1e-12, 0.1 + 1e-9);
        assertThat(List.of(lines[4] <= 0, lines[5] >= 0.1)).containsOnly(true);
    }
}
