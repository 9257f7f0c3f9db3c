package org.robustness4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.TestedModel;

/**
 * Columns of a table, each as a share of its own range: 0 is its smallest value in the data, 1 its largest. The model is
 * given the values themselves again. A column that never changes stays as it is under attack, too.
 */
final class ScaledColumns {

    private final float[] minimum;
    private final float[] width;

    /** A width of 0 is that of a column with one value. */
    private ScaledColumns(float[] minimum, float[] width) {
        this.minimum = minimum;
        this.width = width;
    }

    /**
     * The ranges of the columns of a table.
     *
     * @throws IllegalArgumentException if it is no table, no column changes, or one has no finite width
     */
    static ScaledColumns of(Samples samples) {
        InputShape shape = samples.shape();
        if (!shape.equals(InputShape.flat(shape.values()))) {
            throw new IllegalArgumentException(
                    "--scale-columns is for tables, whose samples are rows, but they have the shape " + shape
                            + "; give --range");
        }
        int columns = shape.values();
        float[] minimum = new float[columns];
        float[] width = new float[columns];
        boolean changes = false;
        for (int j = 0; j < columns; j++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < samples.size(); i++) {
                low = Math.min(low, samples.inputs().get(i, j));
                high = Math.max(high, samples.inputs().get(i, j));
            }
            minimum[j] = low;
            width[j] = high - low;
            changes |= width[j] > 0;
            if (!Float.isFinite(width[j])) {
                throw new IllegalArgumentException(
                        "--scale-columns takes the range of each column from the data, but column "
                                + (j + 1) + " of the features ranges from " + low + " to " + high
                                + ", which float32 cannot count; give --range");
            }
        }
        if (!changes) {
            throw new IllegalArgumentException(
                    "--scale-columns takes the range of each column from the data, but none of them changes; give --range");
        }
        return new ScaledColumns(minimum, width);
    }

    private float widthOrOne(int column) {
        return width[column] > 0 ? width[column] : 1;
    }

    Samples samples(Samples samples) {
        int columns = minimum.length;
        float[] values = samples.inputs().values().clone();
        for (int i = 0; i < values.length; i++) {
            int j = i % columns;
            values[i] = Math.min(1, Math.max(0, (values[i] - minimum[j]) / widthOrOne(j)));
        }
        return samples.withInputs(samples.shape(), new Matrix(samples.size(), columns, values));
    }

    /** The same model, which takes shares and computes the values of them. */
    TestedModel model(TestedModel model) {
        List<Double> smallest = new ArrayList<>();
        List<Double> widths = new ArrayList<>();
        boolean[] mutable = new boolean[minimum.length];
        boolean isAnyConstant = false;
        for (int j = 0; j < minimum.length; j++) {
            smallest.add((double) minimum[j]);
            widths.add((double) widthOrOne(j));
            mutable[j] = width[j] > 0;
            isAnyConstant |= !mutable[j];
        }
        Domain shares = Domain.range(0, 1);
        return model.rescaled(smallest, widths).in(isAnyConstant ? shares.withMutable(mutable) : shares);
    }
}
