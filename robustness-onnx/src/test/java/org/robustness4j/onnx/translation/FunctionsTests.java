package org.robustness4j.onnx.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.ScalarFunction;

/** Derivatives in float64 against central differences, at places without a kink. */
class FunctionsTests {

    private static final double STEP = 1e-6;

    static Stream<ScalarFunction> functions() {
        return Stream.concat(
                Arrays.stream(Functions.values()),
                Stream.of(
                        new Functions.Power(3),
                        new Functions.Power(-0.5),
                        new Functions.Thresholded(0.7),
                        new Functions.ContinuousExponentialUnit(1.5),
                        new Functions.Swish(1.3),
                        new Functions.Shrink(0.5, 0.2)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void derivativesAreThoseOfDifferences(ScalarFunction function) {
        for (double x : new double[] {-7.3, -3.2, -1.1, -0.3, 0.2, 0.9, 2.7, 3.6, 8.1}) {
            double expected = (function.value(x + STEP) - function.value(x - STEP)) / (2 * STEP);
            if (Double.isFinite(expected)) { // not of a logarithm on the left
                assertThat(function.derivative(x))
                        .as("%s at %s", function, x)
                        .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 0.5204998778130465",
        "-1, -0.8427007929497149",
        "2.9, 0.9999589021219005",
        "3.1, 0.9999883513426328",
        "-6, -1"
    })
    void theErrorFunctionHasItsTabulatedValues(double x, double expected) {
        assertThat(Functions.ERF.value(x)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void sharesHaveTheGradientsOfDifferences() {
        double[] x = {0.4, -1.7, 0.9, 0.1};
        double[] upstream = {0.3, -0.8, 1.1, 0.6};
        for (GroupFunction function :
                new GroupFunction[] {new NormalizationOperators.Shares(), new NormalizationOperators.SharesOfLargest()
                }) {
            double[] gradient = new double[x.length];
            function.gradient(x, upstream, gradient);
            for (int i = 0; i < x.length; i++) {
                double expected =
                        (moved(function, x, upstream, i, STEP) - moved(function, x, upstream, i, -STEP)) / (2 * STEP);
                assertThat(gradient[i]).as("%s at %s", function, i).isCloseTo(expected, within(1e-8));
            }
        }
    }

    private static double moved(GroupFunction function, double[] x, double[] upstream, int index, double step) {
        double[] there = x.clone();
        there[index] += step;
        double[] y = new double[x.length];
        function.value(there, y);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += upstream[i] * y[i];
        }
        return sum;
    }
}
