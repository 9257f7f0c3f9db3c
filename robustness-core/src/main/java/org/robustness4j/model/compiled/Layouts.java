package org.robustness4j.model.compiled;

/** Between samples one after the other and rows with the samples innermost. */
final class Layouts {

    private Layouts() {}

    static void toRows(float[] samples, int from, int features, int width, float[][] rows, int count) {
        for (int feature = 0; feature < features; feature++) {
            float[] row = rows[feature / width];
            int at = feature % width * count;
            int source = from * features + feature;
            for (int sample = 0; sample < count; sample++) {
                row[at + sample] = samples[source];
                source += features;
            }
        }
    }

    static void toSamples(float[][] rows, int width, float[] samples, int from, int features, int count) {
        for (int feature = 0; feature < features; feature++) {
            float[] row = rows[feature / width];
            int at = feature % width * count;
            int target = from * features + feature;
            for (int sample = 0; sample < count; sample++) {
                samples[target] = row[at + sample];
                target += features;
            }
        }
    }
}
