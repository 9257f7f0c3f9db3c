package org.robustness4j.certification.internal.graph;

import java.util.stream.IntStream;
import org.robustness4j.certification.internal.graph.BoundGraph.Linear;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Window;

/**
 * The values that the windows of a pooling see.
 *
 * @param shape of what they move over
 */
record Windows(Window window, FeatureShape shape) {

    /** For each position of each channel where the values stand that it sees, without padding. */
    int[][] groups() {
        FeatureShape output = window.output(shape.channels());
        int[][] groups = new int[output.size()][];
        for (int channel = 0; channel < output.channels(); channel++) {
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    groups[output.index(channel, y, x)] = seen(channel, y, x);
                }
            }
        }
        return groups;
    }

    private int[] seen(int channel, int y, int x) {
        return IntStream.range(0, window.size())
                .map(tap -> {
                    int row =
                            window.vertical().input(y, tap / window.horizontal().kernel());
                    int column = window.horizontal()
                            .input(x, tap % window.horizontal().kernel());
                    boolean isInside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
                    return isInside ? shape.index(channel, row, column) : -1;
                })
                .filter(place -> place >= 0)
                .toArray();
    }

    /** Their averages, or sums. */
    Linear averages(int input, Pooling pooling) {
        int[][] groups = groups();
        SparseMap.Builder map = new SparseMap.Builder(shape.size(), groups.length);
        for (int[] group : groups) {
            int count = pooling.countsPadding() ? window.size() : Math.max(1, group.length);
            for (int place : group) {
                map.term(place, pooling.kind() == Pool.SUM ? 1 : 1.0 / count);
            }
            map.next();
        }
        return rounded(input, map.build(), window.size());
    }

    /** The sums, or averages, of groups; a place that is negative holds 0. */
    static Linear sums(int input, int size, int[][] groups, boolean isAverage) {
        SparseMap.Builder map = new SparseMap.Builder(size, groups.length);
        int longest = 0;
        for (int[] group : groups) {
            for (int place : group) {
                if (place >= 0) {
                    map.term(place, isAverage ? 1.0 / group.length : 1);
                }
            }
            map.next();
            longest = Math.max(longest, group.length);
        }
        return rounded(input, map.build(), longest);
    }

    /** The sum, and the factor and its own rounding. */
    private static Linear rounded(int input, LinearMap map, int terms) {
        double[] none = new double[map.outputs()];
        return Linear.of(input, map, none, Rounding.of(terms + 2, none));
    }

    /** The values of each channel. */
    static int[][] channels(FeatureShape shape) {
        int area = shape.height() * shape.width();
        int[][] groups = new int[shape.channels()][];
        for (int channel = 0; channel < groups.length; channel++) {
            groups[channel] =
                    IntStream.range(channel * area, (channel + 1) * area).toArray();
        }
        return groups;
    }

    /** A number of each channel for each value. */
    static double[] spread(float[] ofChannels, FeatureShape shape) {
        double[] spread = new double[shape.size()];
        int area = shape.height() * shape.width();
        for (int i = 0; i < spread.length; i++) {
            spread[i] = ofChannels[i / area];
        }
        return spread;
    }

    /** Weights {@code [first, second, plane]} as {@code [second, first, plane]}. */
    static float[] exchanged(float[] weights, int first, int plane) {
        int second = weights.length / first / plane;
        float[] result = new float[weights.length];
        for (int i = 0; i < first; i++) {
            for (int j = 0; j < second; j++) {
                System.arraycopy(weights, (i * second + j) * plane, result, (j * first + i) * plane, plane);
            }
        }
        return result;
    }
}
