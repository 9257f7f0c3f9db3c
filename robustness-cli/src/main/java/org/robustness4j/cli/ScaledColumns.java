package org.robustness4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    private final boolean[] isConstant;

    /**
     * Columns.
     *
     * @param minimum of each
     * @param width of each, 1 where it has none
     * @param isConstant whether one has one value only
     */
    private ScaledColumns(float[] minimum, float[] width, boolean[] isConstant) {
        this.minimum = minimum;
        this.width = width;
        this.isConstant = isConstant;
    }

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
        boolean[] isConstant = new boolean[columns];
        for (int j = 0; j < columns; j++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < samples.size(); i++) {
                low = Math.min(low, samples.inputs().get(i, j));
                high = Math.max(high, samples.inputs().get(i, j));
            }
            minimum[j] = low;
            isConstant[j] = low == high;
            width[j] = isConstant[j] ? 1 : high - low;
        }
        if (IntStream.range(0, columns).allMatch(j -> isConstant[j])) {
            throw new IllegalArgumentException(
                    "--scale-columns takes the range of each column from the data, but none of them changes; give --range");
        }
        return new ScaledColumns(minimum, width, isConstant);
    }

    Samples samples(Samples samples) {
        int columns = minimum.length;
        float[] values = samples.inputs().values().clone();
        for (int i = 0; i < values.length; i++) {
            int j = i % columns;
            values[i] = Math.min(1, Math.max(0, (values[i] - minimum[j]) / width[j]));
        }
        return Samples.stored(
                samples.shape(),
                new Matrix(samples.size(), columns, values),
                IntStream.range(0, samples.size()).map(samples::label).toArray(),
                IntStream.range(0, samples.size()).map(samples::index).toArray());
    }

    /** The same model, which takes shares and computes the values of them. */
    TestedModel model(TestedModel model) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int j = 0; j < minimum.length; j++) {
            means.add(-(double) minimum[j] / width[j]);
            deviations.add(1.0 / width[j]);
        }
        Domain domain = Domain.range(0, 1);
        boolean[] mutable = new boolean[minimum.length];
        boolean isAny = false;
        for (int j = 0; j < mutable.length; j++) {
            mutable[j] = !isConstant[j];
            isAny |= isConstant[j];
        }
        return model.standardized(means, deviations).in(isAny ? domain.withMutable(mutable) : domain);
    }
}
