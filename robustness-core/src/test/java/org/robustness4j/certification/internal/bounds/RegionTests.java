package org.robustness4j.certification.internal.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.robustness4j.certification.internal.bounds.Region.Ball;

class RegionTests {

    private static final double[] ONES = {1, 1, 1};

    private static double minimum(Region region, double... a) {
        return region.minimum(a, new double[a.length]);
    }

    @Test
    void inABoxALinearFunctionIsLeastAtACorner() {
        Region box = Region.box(new double[] {-1, 0}, new double[] {2, 5});
        double[] point = new double[2];
        assertThat(box.minimum(new double[] {3, -2}, point)).isEqualTo(-13);
        assertThat(point).containsExactly(-1, 5);
    }

    @Test
    void inAnL2BallItIsLeastAgainstItsGradient() {
        Region ball = new Region(
                new double[] {-9, -9, -9}, new double[] {9, 9, 9}, new Ball(new double[] {1, 2, 3}, 0.5, ONES, true));
        // 1 * 3 + 2 * 0 + 3 * 4 - 0.5 * 5
        assertThat(minimum(ball, 3, 0, 4)).isCloseTo(12.5, within(1e-6)).isLessThanOrEqualTo(12.5);
    }

    @Test
    void inAnL1BallItIsLeastAlongTheSteepestFeature() {
        Region ball = new Region(
                new double[] {-9, -9, -9}, new double[] {9, 9, 9}, new Ball(new double[] {1, 2, 3}, 0.5, ONES, false));
        assertThat(minimum(ball, 3, 0, 4)).isCloseTo(13, within(1e-6)).isLessThanOrEqualTo(13);
    }

    @Test
    void aBoxCutsABall() {
        // the steepest feature has room for 0.2, the other one takes what is left: 0.3
        Region ball = new Region(
                new double[] {0, -9},
                new double[] {9, 9},
                new Ball(new double[] {0.2, 0}, 0.5, new double[] {1, 1}, false));
        assertThat(minimum(ball, 4, 3)).isCloseTo(-0.9, within(1e-6));
        // of the square of 0.5 there is 0.5^2 - 0.2^2 left
        Region round = new Region(
                new double[] {0, -9},
                new double[] {9, 9},
                new Ball(new double[] {0.2, 0}, 0.5, new double[] {1, 1}, true));
        assertThat(minimum(round, 4, 3)).isCloseTo(-3 * Math.sqrt(0.21), within(1e-6));
    }

    @Test
    void unitsOfFeaturesStretchABall() {
        Region ball = new Region(
                new double[] {-99, -99},
                new double[] {99, 99},
                new Ball(new double[] {0, 0}, 1, new double[] {10, 1}, true));
        assertThat(minimum(ball, 1, 0)).isCloseTo(-10, within(1e-6));
        assertThat(minimum(ball, 0, 1)).isCloseTo(-1, within(1e-6));
    }

    @Test
    void noPointOfARegionIsBelowTheMinimum() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            boolean isEuclidean = random.nextBoolean();
            int size = 1 + random.nextInt(5);
            double[] center = random.doubles(size, -1, 1).toArray();
            double[] scales = random.doubles(size, 0.1, 3).toArray();
            double[] low = new double[size];
            double[] high = new double[size];
            for (int j = 0; j < size; j++) {
                low[j] = center[j] - random.nextDouble() * random.nextInt(2);
                high[j] = center[j] + random.nextDouble() * random.nextInt(2);
            }
            double radius = random.nextDouble();
            Region region = new Region(low, high, new Ball(center, radius, scales, isEuclidean));
            double[] a = random.doubles(size, -1, 1).toArray();
            double[] point = new double[size];
            double least = region.minimum(a, point);
            double best = Double.POSITIVE_INFINITY;
            for (int k = 0; k < 200; k++) {
                double[] tried = k == 0 ? point : inside(random, region);
                if (distance(tried, center, scales, isEuclidean) <= radius * (1 + 1e-9)) {
                    best = Math.min(best, dot(a, tried));
                }
            }
            assertThat(least).isLessThanOrEqualTo(best + 1e-9);
            assertThat(best).isLessThan(least + 1e-6); // by the point that it gives itself
        }
    }

    private static double[] inside(Random random, Region region) {
        double[] point = new double[region.low().length];
        for (int j = 0; j < point.length; j++) {
            double share = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
            point[j] = region.low()[j] + share * (region.high()[j] - region.low()[j]);
        }
        return point;
    }

    private static double distance(double[] point, double[] center, double[] scales, boolean isEuclidean) {
        double sum = 0;
        for (int j = 0; j < point.length; j++) {
            double move = (point[j] - center[j]) / scales[j];
            sum += isEuclidean ? move * move : Math.abs(move);
        }
        return isEuclidean ? Math.sqrt(sum) : sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
