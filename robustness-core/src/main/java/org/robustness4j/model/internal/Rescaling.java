package org.robustness4j.model.internal;

import java.util.List;
import org.robustness4j.data.InputShape;

/**
 * An offset plus a multiple: samples in standard deviations, or in shares of ranges, become what they stand for.
 *
 * @param offsets one for all, for each channel, or for each feature
 * @param factors as many, none of them 0
 */
public record Rescaling(List<Double> offsets, List<Double> factors) implements InputTransformation {

    /** @throws IllegalArgumentException if there are none, or of one kind more, or one cannot be computed with */
    public Rescaling {
        offsets = List.copyOf(offsets);
        factors = List.copyOf(factors);
        InputTransformation.requirePairs(offsets, factors, "offset", "factor");
    }

    @Override
    public Rows of(InputShape shape) {
        return new Rescaled(
                InputTransformation.spread(offsets, shape, "offsets and factors"),
                InputTransformation.spread(factors, shape, "offsets and factors"));
    }

    @Override
    public boolean isOfTheModel() {
        return false;
    }

    private static final class Rescaled implements Rows {

        private final float[] offsets;
        private final float[] factors;

        Rescaled(float[] offsets, float[] factors) {
            this.offsets = offsets;
            this.factors = factors;
        }

        @Override
        public int values() {
            return offsets.length;
        }

        /** Rounded once, so that most shares of a range give back the very value that they were made of. */
        @Override
        public float applied(float value, int place) {
            return (float) (offsets[place] + (double) value * factors[place]);
        }

        @Override
        public float backward(float slope, int place) {
            return slope * factors[place];
        }
    }
}
