package org.robustness4j.certification.internal.graph;

import java.util.function.UnaryOperator;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The sums of absolute products that a convolution has when it is computed by minimal filtering, F(2 x 2, 3 x 3) of
 * Lavin and Gray, arXiv 1509.09308: {@code |A^T| ((|G| |w| |G^T|) * (|B^T| |x| |B|)) |A|}. For a filter and a channel that
 * is at most a number times the largest absolute value of the channel.
 *
 * @param factors {@code [filters, channels / groups]}
 */
@SuppressWarnings("ArrayRecordComponent") // factors that nobody compares
record WinogradMagnitude(FeatureShape domain, FeatureShape image, int groups, double[] factors)
        implements UnaryOperator<double[]> {

    /** Beyond those of the sum over channels: four in the transform of a tile, four of its sums, and the weight's. */
    static final int ROUNDINGS = 12;

    private static final int TILE = 4;
    private static final int WINDOW = 3;

    /** {@code |B^T|} adds two values of a tile along each axis. */
    private static final double OF_A_TILE = 4;

    /** {@code |G|}. */
    private static final double[][] WEIGHTS = {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}, {0, 0, 1}};

    /** {@code |A^T|}: the first of two values takes the first three places, the second the last three. */
    private static final int PLACES = 3;

    /** @param weights {@code [filters, channels / groups, 3, 3]} */
    static WinogradMagnitude of(FeatureShape domain, FeatureShape image, int groups, float[] weights) {
        int plane = WINDOW * WINDOW;
        double[] factors = new double[weights.length / plane];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = OF_A_TILE * largestSum(weights, i * plane);
        }
        return new WinogradMagnitude(domain, image, groups, factors);
    }

    /** Whether a convolution may be computed so. */
    static boolean suits(Window window) {
        return suits(window.vertical()) && suits(window.horizontal());
    }

    private static boolean suits(Axis axis) {
        return axis.kernel() == WINDOW && axis.stride() == 1 && axis.dilation() == 1;
    }

    private static double largestSum(float[] weights, int from) {
        double[][] tile = new double[TILE][TILE];
        for (int i = 0; i < TILE; i++) {
            for (int j = 0; j < TILE; j++) {
                for (int y = 0; y < WINDOW; y++) {
                    for (int x = 0; x < WINDOW; x++) {
                        tile[i][j] += WEIGHTS[i][y] * WEIGHTS[j][x] * Math.abs(weights[from + y * WINDOW + x]);
                    }
                }
            }
        }
        double largest = 0;
        for (int top = 0; top + PLACES <= TILE; top++) {
            for (int left = 0; left + PLACES <= TILE; left++) {
                double sum = 0;
                for (int place = 0; place < PLACES * PLACES; place++) {
                    sum += tile[top + place / PLACES][left + place % PLACES];
                }
                largest = Math.max(largest, sum);
            }
        }
        return largest;
    }

    @Override
    public double[] apply(double[] sizes) {
        double[] largest = new double[domain.channels()];
        int area = domain.height() * domain.width();
        for (int i = 0; i < sizes.length; i++) {
            largest[i / area] = Math.max(largest[i / area], sizes[i]);
        }
        int channels = domain.channels() / groups;
        int filters = image.channels() / groups;
        double[] sums = new double[image.size()];
        int positions = image.height() * image.width();
        for (int i = 0; i < sums.length; i++) {
            int filter = i / positions;
            for (int channel = 0; i % positions == 0 && channel < channels; channel++) {
                sums[i] += factors[filter * channels + channel] * largest[filter / filters * channels + channel];
            }
            sums[i] = sums[filter * positions];
        }
        return sums;
    }
}
