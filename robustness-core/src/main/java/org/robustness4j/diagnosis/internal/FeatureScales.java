package org.robustness4j.diagnosis.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;

/**
 * How far each feature varies in the data, in its own units: a step that is small for one column of a table is huge for
 * another. The values of one channel of an image or a sequence share their unit, and so their scale. Features that must
 * not change have none.
 */
@SuppressWarnings("ArrayRecordComponent") // a value that nobody compares
record FeatureScales(double[] scales) {

    static FeatureScales of(Samples samples, Domain domain) {
        InputShape shape = samples.shape();
        double[] low = new double[shape.channels()];
        double[] high = new double[shape.channels()];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        int[] channels = channels(shape);
        for (int i = 0; i < samples.size(); i++) {
            float[] row = samples.input(i);
            for (int f = 0; f < channels.length; f++) {
                if (!shape.isOfTheSample(row, f)) {
                    continue;
                }
                double value = row[f];
                low[channels[f]] = Math.min(low[channels[f]], value);
                high[channels[f]] = Math.max(high[channels[f]], value);
            }
        }
        double[] spreads = new double[shape.channels()];
        double smallest = domain.width();
        for (int c = 0; c < spreads.length; c++) {
            spreads[c] = spread(low[c], high[c], domain);
            smallest = spreads[c] > 0 ? Math.min(smallest, spreads[c]) : smallest;
        }
        double[] scales = new double[shape.features()];
        for (int f = 0; f < channels.length; f++) {
            double spread = spreads[channels[f]];
            scales[f] = !domain.isMutable(f) ? 0 : spread > 0 ? spread : smallest;
        }
        return new FeatureScales(scales);
    }

    /** Where nothing varies, the size of the value says something of its unit; of a zero nothing does. */
    private static double spread(double low, double high, Domain domain) {
        return high > low ? high - low : Math.min(domain.width(), Math.abs(low));
    }

    private static int[] channels(InputShape shape) {
        return IntStream.range(0, shape.values()).map(shape::channel).toArray();
    }

    double of(int feature) {
        return scales[feature];
    }
}
