package org.robustness4j.model.internal.compiled.kernel;

/**
 * Between samples one after the other and rows with the samples innermost. Both go through the features in blocks of
 * one cache line, since samples often lie a power of two apart, where their lines would evict each other.
 */
public final class Layouts {

    private static final int LINE = 16;

    private Layouts() {}

    public static void toRows(float[] samples, int from, int features, int width, float[][] rows, int count) {
        if (width == 1) {
            toColumns(samples, from, features, rows, count);
            return;
        }
        for (int first = 0; first < features; first += LINE) {
            int last = Math.min(features, first + LINE);
            for (int begin = first; begin < last; begin = nextRow(begin, width)) {
                int end = Math.min(last, nextRow(begin, width));
                float[] row = rows[begin / width];
                int column = begin % width * count;
                for (int sample = 0; sample < count; sample++) {
                    int source = (from + sample) * features;
                    int target = column + sample;
                    for (int feature = begin; feature < end; feature++) {
                        row[target] = samples[source + feature];
                        target += count;
                    }
                }
            }
        }
    }

    public static void toSamples(float[][] rows, int width, float[] samples, int from, int features, int count) {
        if (width == 1) {
            fromColumns(rows, samples, from, features, count);
            return;
        }
        for (int first = 0; first < features; first += LINE) {
            int last = Math.min(features, first + LINE);
            for (int begin = first; begin < last; begin = nextRow(begin, width)) {
                int end = Math.min(last, nextRow(begin, width));
                float[] row = rows[begin / width];
                int column = begin % width * count;
                for (int sample = 0; sample < count; sample++) {
                    int target = (from + sample) * features;
                    int source = column + sample;
                    for (int feature = begin; feature < end; feature++) {
                        samples[target + feature] = row[source];
                        source += count;
                    }
                }
            }
        }
    }

    private static void toColumns(float[] samples, int from, int features, float[][] rows, int count) {
        for (int first = 0; first < features; first += LINE) {
            int last = Math.min(features, first + LINE);
            for (int sample = 0; sample < count; sample++) {
                int source = (from + sample) * features;
                for (int feature = first; feature < last; feature++) {
                    rows[feature][sample] = samples[source + feature];
                }
            }
        }
    }

    private static void fromColumns(float[][] rows, float[] samples, int from, int features, int count) {
        for (int first = 0; first < features; first += LINE) {
            int last = Math.min(features, first + LINE);
            for (int sample = 0; sample < count; sample++) {
                int target = (from + sample) * features;
                for (int feature = first; feature < last; feature++) {
                    samples[target + feature] = rows[feature][sample];
                }
            }
        }
    }

    /** The first feature of the next row. */
    private static int nextRow(int feature, int width) {
        return (feature / width + 1) * width;
    }
}
