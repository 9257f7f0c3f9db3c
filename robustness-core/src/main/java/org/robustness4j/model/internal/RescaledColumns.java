package org.robustness4j.model.internal;

import java.util.List;
import org.robustness4j.data.InputShape;

/**
 * Shares of the ranges of columns, of which a model gets the values themselves: 0 is the smallest value of a column, 1
 * its largest.
 *
 * @param smallest of each column
 * @param widths of the range of each
 */
public record RescaledColumns(List<Float> smallest, List<Float> widths) implements InputTransformation {

    /** Copies the lists. */
    public RescaledColumns {
        smallest = List.copyOf(smallest);
        widths = List.copyOf(widths);
    }

    @Override
    public Rows of(InputShape shape) {
        if (smallest.size() != shape.values()) {
            throw new IllegalArgumentException("There are ranges of " + smallest.size()
                    + " columns for samples of the shape " + shape + "; give one for each value");
        }
        return new Rescaled(toArray(smallest), toArray(widths));
    }

    private static float[] toArray(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    private static final class Rescaled implements Rows {

        private final float[] smallest;
        private final float[] widths;

        Rescaled(float[] smallest, float[] widths) {
            this.smallest = smallest;
            this.widths = widths;
        }

        @Override
        public int values() {
            return smallest.length;
        }

        /** Rounded once, so that most shares give back the very value that they were made of. */
        @Override
        public float applied(float value, int place) {
            return (float) (smallest[place] + (double) value * widths[place]);
        }

        @Override
        public float backward(float slope, int place) {
            return slope * widths[place];
        }
    }
}
