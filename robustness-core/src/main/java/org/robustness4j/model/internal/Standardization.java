package org.robustness4j.model.internal;

import java.util.List;
import org.robustness4j.data.InputShape;

/**
 * Values minus a mean, divided by a deviation: of each feature or channel, or the same of all.
 *
 * @param means one for all, for each channel, or for each feature
 * @param deviations as many, none of them 0
 */
public record Standardization(List<Double> means, List<Double> deviations) implements InputTransformation {

    /** @throws IllegalArgumentException if there are none, or of one kind more, or one cannot be computed with */
    public Standardization {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.isEmpty() || means.size() != deviations.size()) {
            throw new IllegalArgumentException("There are " + means.size() + " means and " + deviations.size()
                    + " deviations; give as many of both: one for all values, or one for each channel or feature");
        }
        for (int i = 0; i < means.size(); i++) {
            float mean = means.get(i).floatValue();
            float deviation = deviations.get(i).floatValue();
            if (!Float.isFinite(mean)
                    || !Float.isFinite(deviation)
                    || deviation == 0
                    || !Float.isFinite(1 / deviation)) {
                throw new IllegalArgumentException("Mean and deviation number " + (i + 1) + " are " + means.get(i)
                        + " and " + deviations.get(i) + ", but have to be finite, and the deviation not 0");
            }
        }
    }

    @Override
    public Rows of(InputShape shape) {
        int count = means.size();
        if (count != 1 && count != shape.channels() && count != shape.values()) {
            throw new IllegalArgumentException("There are " + count
                    + " means and deviations for samples of the shape " + shape + ", which have " + shape.channels()
                    + " channels and " + shape.values()
                    + " values; give 1, or one for each channel, or for each value");
        }
        float[] mean = new float[shape.values()];
        float[] deviation = new float[shape.values()];
        for (int i = 0; i < shape.values(); i++) {
            int place = count == 1 ? 0 : count == shape.values() ? i : shape.channel(i);
            mean[i] = means.get(place).floatValue();
            deviation[i] = deviations.get(place).floatValue();
        }
        return new Standardized(mean, deviation);
    }

    private static final class Standardized implements Rows {

        private final float[] mean;
        private final float[] deviation;

        Standardized(float[] mean, float[] deviation) {
            this.mean = mean;
            this.deviation = deviation;
        }

        @Override
        public int values() {
            return mean.length;
        }

        @Override
        public float applied(float value, int place) {
            return (value - mean[place]) / deviation[place];
        }

        @Override
        public float backward(float slope, int place) {
            return slope / deviation[place];
        }
    }
}
