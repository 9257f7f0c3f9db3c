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
        InputTransformation.requirePairs(means, deviations, "mean", "deviation");
    }

    @Override
    public Rows of(InputShape shape) {
        return new Standardized(
                InputTransformation.spread(means, shape, "means and deviations"),
                InputTransformation.spread(deviations, shape, "means and deviations"));
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
