package org.robustness4j.model.internal.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction;
import org.robustness4j.model.internal.network.GroupFunction.Pool;
import org.robustness4j.model.internal.network.GroupFunction.PowerNorm;
import org.robustness4j.model.internal.network.GroupFunction.Softmax;
import org.robustness4j.model.internal.network.GroupFunction.Standardization;
import org.robustness4j.model.internal.network.GroupFunction.UnitLength;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;

/** Functions of groups of values against closed forms and differences in float64. */
class GroupedOperationTests {

    private static final double[] X = {3, -4, 1, 0.5};

    @Test
    void valuesAreThoseOfTheFormulas() {
        assertThat(Pool.SUM.value(X)).isEqualTo(0.5);
        assertThat(Pool.MEAN.value(X)).isEqualTo(0.125);
        assertThat(Pool.MAXIMUM.value(X)).isEqualTo(3);
        assertThat(Pool.DISTANCE.value(X)).isCloseTo(Math.hypot(2, 4.5), within(1e-12));
        assertThat(new PowerNorm(2).value(new double[] {3, -4})).isCloseTo(5, within(1e-12));
        assertThat(new PowerNorm(3).value(new double[] {1e-200, 0})).isCloseTo(1e-200, within(1e-210));
        assertThat(values(new Softmax(), 0, Math.log(3))).containsExactly(new double[] {0.25, 0.75}, within(1e-12));
        assertThat(values(new Softmax(), 1000, 1000)).containsExactly(0.5, 0.5);
        assertThat(values(new UnitLength(1e-8), 3, -4)).containsExactly(new double[] {0.6, -0.8}, within(1e-12));
        assertThat(values(new UnitLength(10), 3, -4)).containsExactly(new double[] {0.3, -0.4}, within(1e-12));
        assertThat(values(new Standardization(), 1, 3)).containsExactly(new double[] {-1, 1}, within(1e-12));
        assertThat(values(new Standardization(), 2, 2)).containsExactly(0, 0);
    }

    private static double[] values(GroupFunction function, double... x) {
        double[] y = new double[function.outputs(x.length)];
        function.value(x, y);
        return y;
    }

    static Stream<GroupFunction> functions() {
        return Stream.concat(
                Stream.of(Pool.values()),
                Stream.of(
                        new PowerNorm(1),
                        new PowerNorm(2),
                        new PowerNorm(5),
                        new Softmax(),
                        new UnitLength(1e-8),
                        new UnitLength(10),
                        new Standardization()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void gradientsAreThoseOfDifferences(GroupFunction function) {
        double[] upstream = {0.7, -1.3, 0.2, 2};
        double[] gradient = new double[X.length];
        function.gradient(X, upstream, gradient);
        for (int i = 0; i < X.length; i++) {
            double step = 1e-6;
            double[] above = X.clone();
            above[i] += step;
            double[] below = X.clone();
            below[i] -= step;
            double change = 0;
            for (int j = 0; j < function.outputs(X.length); j++) {
                change += upstream[j] * (values(function, above)[j] - values(function, below)[j]);
            }
            assertThat(gradient[i]).as("of " + function).isCloseTo(change / (2 * step), within(1e-8));
        }
    }

    @Test
    void gradientsAreZeroWhereThereIsNone() {
        double[] gradient = new double[2];
        for (GroupFunction function : List.of(Pool.DISTANCE, new PowerNorm(2), new Standardization())) {
            function.gradient(new double[] {0, 0}, new double[] {1, 1}, gradient);
            assertThat(gradient).as(function.toString()).containsExactly(new double[] {0, 0}, within(0.0));
        }
    }

    /** Windows that overlap, one of them with padding, on rows of two values. */
    @Test
    void groupsMayOverlapAndSeePadding() {
        Network.Builder builder = new Network.Builder(new FeatureShape(2, 1, 2));
        int[][] groups = {{0, 1, 2}, {3, 2}, {1, Gather.ZERO}};
        builder.add(Grouped.reduced(Pool.MEAN, groups, FeatureShape.flat(3)), List.of(0));
        DifferentiableClassifier compiled = new CompiledBackend().compile(builder.build());
        Matrix batch = new Matrix(2, 4, new float[] {1, 2, 6, 4, 0, 0, 0, 8});

        try (ForwardPass pass = compiled.forward(batch)) {
            assertThat(pass.logits().values()).containsExactly(3, 5, 1, 0, 4, 0);
            assertThat(pass.backward(new Matrix(2, 3, new float[] {3, 2, 4, 0, 2, 0}))
                            .values())
                    .containsExactly(1, 3, 2, 1, 0, 0, 1, 1);
        }
    }

    @Test
    void aSampleHasTheSameBitsInAnyBatch() {
        Network.Builder builder = new Network.Builder(new FeatureShape(3, 1, 4));
        int[][] rows = {{0, 4, 8}, {1, 5, 9}, {2, 6, 10}, {3, 7, 11}};
        int softmax = builder.add(Grouped.inPlace(new Softmax(), rows, new FeatureShape(3, 1, 4)), List.of(0));
        builder.add(Grouped.reduced(new PowerNorm(3), rows, FeatureShape.flat(4)), List.of(softmax));
        DifferentiableClassifier compiled = new CompiledBackend().compile(builder.build());
        RandomGenerator random = new SplittableRandom(1);
        float[] values = new float[70 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-3, 3);
        }
        float[] together = compiled.logits(new Matrix(70, 12, values)).values();
        for (int row : new int[] {0, 33, 69}) {
            float[] alone = compiled.logits(new Matrix(1, 12, Arrays.copyOfRange(values, row * 12, row * 12 + 12)))
                    .values();
            assertThat(alone).containsExactly(Arrays.copyOfRange(together, row * 4, row * 4 + 4));
        }
    }

    @Test
    void groupsThatDoNotFitAreRefused() {
        FeatureShape shape = FeatureShape.flat(2);
        Grouped outside = Grouped.reduced(Pool.SUM, new int[][] {{0}, {7}}, shape);
        assertThatThrownBy(() -> outside.output(List.of(shape)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The function SUM of 2 groups into 2 x 1 x 1");
        Grouped twice = Grouped.inPlace(new Softmax(), new int[][] {{0, 0}}, shape);
        assertThatThrownBy(() -> twice.output(List.of(shape))).isInstanceOf(IllegalArgumentException.class);
    }
}
