package org.robustness4j.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** What a ball holds, whatever the range, and the epsilons that float32 cannot express. */
class BallTests {

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void theToleranceFollowsEpsilonAndNotTheRange(Norm norm) {
        FeasibleRegion region =
                ThreatModel.untargeted(norm, 0.1, Domain.range(0, 100_000)).around(new float[] {4, 4});

        assertThat(region.contains(new float[] {4.1f, 4})).isTrue();
        assertThat(region.contains(new float[] {4.1001f, 4})).isFalse();
        assertThat(region.contains(new float[] {4.1999f, 4})).isFalse();
    }

    @Test
    void theRangeIsKeptToTheBit() {
        FeasibleRegion region = ThreatModel.untargeted(Domain.range(0, 1)).around(new float[] {1, 0});

        assertThat(region.contains(new float[] {0, 1})).isTrue();
        assertThat(region.contains(new float[] {Math.nextUp(1f), 0})).isFalse();
        assertThat(region.contains(new float[] {1, -Float.MIN_VALUE})).isFalse();
    }

    @Test
    void whatMustNotChangeKeepsItsBits() {
        Domain domain = Domain.range(-1, 1).withMutable(new boolean[] {true, false, false});
        float[] clean = {0, -0f, 0.3f};
        for (Norm norm : List.of(Norm.LINF, Norm.L2, Norm.L1)) {
            FeasibleRegion region = ThreatModel.untargeted(norm, 0.1, domain).around(clean);

            assertThat(region.contains(new float[] {0.1f, -0f, 0.3f})).isTrue();
            assertThat(region.contains(new float[] {0.1f, -0f, Math.nextUp(0.3f)}))
                    .isFalse();
            assertThat(region.contains(new float[] {0.1f, 0f, 0.3f})).isFalse();
            assertThat(region.contains(region.project(new float[] {1, 1, 1}))).isTrue();
            assertThat(region.contains(region.ascend(clean, new float[] {1, 5, -5}, 0.1)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void anEpsilonBelowTheSpacingOfFloatsIsAnError(Norm norm) {
        Samples samples = new Samples(
                InputShape.flat(2),
                new Matrix(2, 2, new float[] {1_000_000, 1_000_000.5f, 1_000_001, 1_000_000}),
                new int[2]);
        Domain domain = Domain.range(1e6, 1e6 + 1);

        assertThatThrownBy(() -> ThreatModel.untargeted(norm, 0.06, domain).requireRoomFor(samples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Epsilon is 0.06 in " + norm)
                .hasMessageContaining("sample 0 has the value 1000000.0 in feature 0")
                .hasMessageContaining("0.0625 away")
                .hasMessageContaining("larger epsilon")
                .hasMessageContaining("withMutable");
        assertThatCode(() -> ThreatModel.untargeted(norm, 0.0625, domain).requireRoomFor(samples))
                .doesNotThrowAnyException();
    }

    @Test
    void featuresThatMustNotChangeNeedNoRoom() {
        Samples samples = new Samples(InputShape.flat(2), new Matrix(1, 2, new float[] {1e6f, 0.5f}), new int[1]);
        Domain range = Domain.range(0, 2e6);

        assertThatThrownBy(() -> ThreatModel.untargeted(Norm.LINF, 1e-3, range).requireRoomFor(samples))
                .hasMessageContaining("feature 0");
        assertThatCode(() -> ThreatModel.untargeted(Norm.LINF, 1e-3, range.withMutable(new boolean[] {false, true}))
                        .requireRoomFor(samples))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ThreatModel.untargeted(range.withMutable(new boolean[2]))
                        .requireRoomFor(samples))
                .hasMessageContaining("none of the 2 features");
    }

    /** With the sample at the end of the range there is room in one direction only, and a power of two is coarser above. */
    @Test
    void onlyStepsThatTheRangeLeavesRoomForCount() {
        Domain unit = Domain.range(0, 1);

        assertThat(unit.spacing(1)).isEqualTo(Math.pow(2, -24));
        assertThat(unit.spacing(0.5f)).isEqualTo(Math.pow(2, -24));
        assertThat(unit.spacing(0)).isEqualTo(Float.MIN_VALUE);
        assertThat(Domain.range(0, 2).spacing(1)).isEqualTo(Math.pow(2, -23));
    }

    /** Rounding towards the sample alone would leave all of them where it is. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void pointsMoveInBallsOfAFewFloatsAndStayInside(Norm norm) {
        SplittableRandom random = new SplittableRandom(3);
        Domain domain = Domain.range(1e6, 1e6 + 1);
        for (double epsilon : new double[] {0.0625, 0.07, 0.2, 0.9}) {
            for (int trial = 0; trial < 50; trial++) {
                float[] clean = new float[30];
                float[] gradient = new float[30];
                for (int i = 0; i < clean.length; i++) {
                    clean[i] = (float) (1e6 + random.nextDouble());
                    gradient[i] = (float) random.nextGaussian();
                }
                FeasibleRegion region =
                        ThreatModel.untargeted(norm, epsilon, domain).around(clean);
                float[] once = region.ascend(clean, gradient, epsilon / 100);
                float[] far = region.ascend(once, gradient, 3 * epsilon);

                for (float[] point :
                        new float[][] {once, far, inRandomDirection(region, random), region.uniformPoint(random)}) {
                    assertThat(norm.distance(clean, point)).isLessThanOrEqualTo(epsilon * (1 + 1e-9));
                    assertThat(domain.contains(point)).isTrue();
                }
                assertThat(once).isNotEqualTo(clean);
                assertThat(norm.distance(clean, far)).isGreaterThan(0);
            }
        }
    }

    private static float[] inRandomDirection(FeasibleRegion region, RandomGenerator random) {
        double[] change = new double[region.clean().length];
        Arrays.setAll(change, i -> random.nextGaussian());
        return region.onSurface(change);
    }

    /** Masked features took their part of the length with them: of 100 directions the one that may change had a tenth. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void randomPointsFillTheBallOfTheFeaturesThatMayChange(Norm norm) {
        SplittableRandom random = new SplittableRandom(3);
        boolean[] mutable = new boolean[100];
        mutable[7] = true;
        mutable[8] = true;
        Domain domain = Domain.range(-10, 10).withMutable(mutable);
        float[] clean = new float[100];
        FeasibleRegion region = ThreatModel.untargeted(norm, 1, domain).around(clean);
        double[] everywhere = new double[100];
        Arrays.fill(everywhere, 3);

        double mean = 0;
        for (int draw = 0; draw < 2000; draw++) {
            double size = norm.distance(clean, region.uniformPoint(random));
            mean += size * size / 2000;
            assertThat(norm.distance(clean, inRandomDirection(region, random))).isBetween(0.999, 1.0);
        }
        assertThat(mean).isBetween(0.47, 0.53);
        assertThat(norm.distance(clean, region.onSurface(everywhere))).isBetween(0.999, 1.0);
    }
}
