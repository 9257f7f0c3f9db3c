package org.robustness4j.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.data.Domain;
import org.robustness4j.threat.Perturbation.Ball;

/** Projections against brute force, and against what defines them. */
class ProjectionTests {

    private static final double EPSILON = 0.7;
    private static final int GRID = 400;

    private final RandomGenerator random = new SplittableRandom(7);

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void aProjectionInThePlaneIsTheNearestPointOfAGrid(Norm norm) {
        for (int trial = 0; trial < 50; trial++) {
            double[] low = {-random.nextDouble(), -random.nextDouble()};
            double[] high = {random.nextDouble(), random.nextDouble()};
            double[] point = {4 * random.nextDouble() - 2, 4 * random.nextDouble() - 2};
            double[] projected = point.clone();
            norm.project(projected, low, high, EPSILON);

            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= GRID; i++) {
                for (int j = 0; j <= GRID; j++) {
                    double[] candidate = {low[0] + (high[0] - low[0]) * i / GRID, low[1] + (high[1] - low[1]) * j / GRID
                    };
                    if (norm.size(candidate) <= EPSILON) {
                        nearest = Math.min(nearest, distance(candidate, point));
                    }
                }
            }
            assertThat(norm.size(projected)).isLessThanOrEqualTo(EPSILON + 1e-12);
            assertThat(distance(projected, point)).isBetween(nearest - 0.01, nearest + 1e-12);
        }
    }

    /** The projection p of v on a convex set is the one point of it with (v - p)(z - p) not positive for all its z. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void aProjectionInManyDimensionsSatisfiesItsVariationalInequality(Norm norm) {
        int dimensions = 60;
        for (int trial = 0; trial < 20; trial++) {
            double[] low = random.doubles(dimensions, -0.5, 0).toArray();
            double[] high = random.doubles(dimensions, 0, 0.5).toArray();
            double[] point = random.doubles(dimensions, -2, 2).toArray();
            double epsilon = (norm == Norm.L1 ? 8 : norm == Norm.L2 ? 1.5 : 0.3) * random.nextDouble(0.1, 1);
            double[] projected = point.clone();
            norm.project(projected, low, high, epsilon);

            assertThat(norm.size(projected)).isLessThanOrEqualTo(epsilon * (1 + 1e-12));
            for (int sample = 0; sample < 500; sample++) {
                double[] feasible = norm.uniform(dimensions, random);
                for (int i = 0; i < dimensions; i++) {
                    feasible[i] = Math.max(low[i], Math.min(high[i], 3 * epsilon * feasible[i]));
                }
                norm.project(feasible, low, high, epsilon);
                double product = 0;
                for (int i = 0; i < dimensions; i++) {
                    product += (point[i] - projected[i]) * (feasible[i] - projected[i]);
                }
                assertThat(product).isLessThan(1e-9);
            }
        }
    }

    /** Of random steps that stay in the range, none that are shorter reach as far. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void aStepToAHyperplaneIsTheShortestThereIs(Norm norm) {
        for (int trial = 0; trial < 30; trial++) {
            float[] from = {(float) random.nextDouble(), (float) random.nextDouble(), (float) random.nextDouble()};
            float[] normal = {
                (float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()
            };
            FeasibleRegion region = ThreatModel.untargeted(Domain.range(0, 1)).around(new float[] {0.5f, 0.5f, 0.5f});
            double farthest = grown(region.shortestStep(from, normal, 100, norm), normal);
            double gap = 0.7 * farthest;
            double[] step = region.shortestStep(from, normal, gap, norm);

            assertThat(grown(step, normal)).isCloseTo(gap, within(1e-9));
            for (int i = 0; i < 3; i++) {
                assertThat(from[i] + step[i]).isBetween(-1e-12, 1 + 1e-12);
            }
            for (int other = 0; other < 2000; other++) {
                double[] shorter = new double[3];
                for (int i = 0; i < 3; i++) {
                    shorter[i] = random.nextDouble() - from[i];
                }
                if (norm.size(shorter) < norm.size(step) - 1e-9) {
                    assertThat(grown(shorter, normal)).isLessThan(gap);
                }
            }
            double[] back = region.shortestStep(from, normal, -1e-3, norm);
            assertThat(grown(back, normal)).isBetween(-1e-3 - 1e-9, 0.0);
        }
    }

    private static double grown(double[] step, float[] normal) {
        double sum = 0;
        for (int i = 0; i < step.length; i++) {
            sum += step[i] * normal[i];
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void steepestAscentHasTheSizeOfTheStepAndReachesTheDualNorm(Norm norm) {
        double[] gradient = random.doubles(30, -1, 1).toArray();
        double[] room = new double[30];
        Arrays.fill(room, 10);
        double[] change = norm.steepestAscent(gradient, room, 0.3);

        Norm dual = norm == Norm.LINF ? Norm.L1 : norm == Norm.L1 ? Norm.LINF : Norm.L2;
        assertThat(norm.size(change)).isCloseTo(0.3, within(1e-12));
        assertThat(growth(gradient, change)).isCloseTo(0.3 * dual.size(gradient), within(1e-12));
    }

    /** Of all changes of that size within the room, none grows more: the fractional knapsack problem. */
    @Test
    void inL1AStepFillsTheBestFeaturesUpToTheirRoom() {
        double[] change =
                Norm.L1.steepestAscent(new double[] {1, -3, 2, 0, 4}, new double[] {9, 0.5, 0.25, 9, 0.125}, 1);

        assertThat(change).containsExactly(0.125, -0.5, 0.25, 0, 0.125);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void steepestAscentOfAZeroGradientIsZero(Norm norm) {
        assertThat(norm.steepestAscent(new double[5], new double[] {1, 1, 1, 1, 1}, 1))
                .containsOnly(0);
    }

    private static double growth(double[] gradient, double[] change) {
        double growth = 0;
        for (int i = 0; i < gradient.length; i++) {
            growth += gradient[i] * change[i];
        }
        return growth;
    }

    /** The share of a ball's volume within radius r is r to the power of the dimension, in every norm. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void uniformPointsFillTheBallEvenly(Norm norm) {
        int dimensions = 6;
        int draws = 4000;
        double mean = 0;
        double[] centre = new double[dimensions];
        for (int i = 0; i < draws; i++) {
            double[] point = norm.uniform(dimensions, random);
            assertThat(norm.size(point)).isLessThanOrEqualTo(1 + 1e-12);
            mean += Math.pow(norm.size(point), dimensions) / draws;
            for (int j = 0; j < dimensions; j++) {
                centre[j] += point[j] / draws;
            }
        }
        assertThat(mean).isCloseTo(0.5, within(0.03));
        assertThat(new L2Geometry().size(centre)).isLessThan(0.05);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void pointsOfARegionNeverLieOutsideByARoundingError(Norm norm) {
        Domain domain = Domain.range(0, 1);
        for (int trial = 0; trial < 200; trial++) {
            float[] clean = floats(0, 1);
            FeasibleRegion region = ThreatModel.untargeted(norm, 0.1, domain).around(clean);
            float[] point = region.ascend(region.project(floats(-1, 2)), floats(-1, 1), 0.3);

            assertThat(norm.distance(clean, point)).isLessThanOrEqualTo(0.1 * (1 + 1e-12));
            assertThat(domain.contains(point)).isTrue();
            assertThat(region.contains(point)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void aRegionOfAnotherBallIsTheOneThatIsMadeWithIt(Norm norm) {
        boolean[] mutable = new boolean[40];
        Arrays.fill(mutable, 0, 30, true);
        Domain domain = Domain.range(0, 1).withMutable(mutable);
        float[] clean = floats(0, 1);
        FeasibleRegion made = ThreatModel.untargeted(norm, 0.1, domain).around(clean);

        for (ThreatModel first :
                List.of(ThreatModel.untargeted(domain), ThreatModel.untargeted(Norm.LINF, 0.3, domain))) {
            FeasibleRegion region = first.around(clean).within(new Ball(norm, 0.1));
            float[] point = floats(-1, 2);
            float[] gradient = floats(-1, 1);
            assertThat(region.epsilon()).isEqualTo(0.1);
            assertThat(region.clean()).isEqualTo(clean);
            assertThat(region.project(point)).isEqualTo(made.project(point));
            assertThat(region.ascend(clean, gradient, 0.05)).isEqualTo(made.ascend(clean, gradient, 0.05));
        }
    }

    @Test
    void featuresThatAreNotMutableStayAsTheyAre() {
        float[] clean = {0.5f, 0.5f, 0.5f};
        Domain domain = Domain.range(0, 1).withMutable(new boolean[] {true, false, true});
        FeasibleRegion region = ThreatModel.untargeted(Norm.L2, 0.2, domain).around(clean);

        assertThat(region.ascend(clean, new float[] {1, 100, 0}, 0.2)[1]).isEqualTo(0.5f);
        assertThat(region.contains(new float[] {0.5f, 0.6f, 0.5f})).isFalse();
    }

    @Test
    void pointsOutsideOrNotFiniteAreNotInTheRegion() {
        FeasibleRegion region =
                ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)).around(new float[] {0.95f, 0.5f});

        assertThat(region.contains(new float[] {1, 0.6f})).isTrue();
        assertThat(region.contains(new float[] {1.01f, 0.5f})).isFalse();
        assertThat(region.contains(new float[] {0.95f, 0.61f})).isFalse();
        assertThat(region.contains(new float[] {Float.NaN, 0.5f})).isFalse();
    }

    private float[] floats(double from, double to) {
        float[] values = new float[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }
}
