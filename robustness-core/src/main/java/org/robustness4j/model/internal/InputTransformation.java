package org.robustness4j.model.internal;

import java.io.Serializable;
import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;

/** What the values of a sample go through before a model is given them: each by itself, and linearly. */
public interface InputTransformation extends Serializable {

    /**
     * The same for samples of a shape.
     *
     * @throws IllegalArgumentException if it is none for them
     */
    Rows of(InputShape shape);

    /**
     * Whether it is the model's part, as a normaliser is. Else it says what the samples stand for, whose units are those
     * that the model takes.
     */
    default boolean isOfTheModel() {
        return true;
    }

    /**
     * Checks two lists of numbers, of which the second divides or multiplies.
     *
     * @throws IllegalArgumentException if there are none, or of one kind more, or one cannot be computed with
     */
    static void requirePairs(List<Double> first, List<Double> second, String firstName, String secondName) {
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "There are " + first.size() + " " + firstName + "s and " + second.size() + " " + secondName
                            + "s; give as many of both: one for all values, or one for each channel or feature");
        }
        for (int i = 0; i < first.size(); i++) {
            float one = first.get(i).floatValue();
            float other = second.get(i).floatValue();
            if (!Float.isFinite(one) || !Float.isFinite(other) || other == 0 || !Float.isFinite(1 / other)) {
                throw new IllegalArgumentException("The " + firstName + " and " + secondName + " number " + (i + 1)
                        + " are " + first.get(i) + " and " + second.get(i) + ", but have to be finite, and the "
                        + secondName + " not 0");
            }
        }
    }

    /**
     * Numbers for each value of a sample.
     *
     * @param numbers one for all, for each channel, or for each value
     * @throws IllegalArgumentException if they are none of these
     */
    static float[] spread(List<Double> numbers, InputShape shape, String names) {
        int count = numbers.size();
        if (count != 1 && count != shape.channels() && count != shape.values()) {
            throw new IllegalArgumentException("There are " + count + " " + names + " for samples of the shape " + shape
                    + ", which have " + shape.channels() + " channels and " + shape.values()
                    + " values; give 1, or one for each channel, or for each value");
        }
        float[] spread = new float[shape.values()];
        for (int i = 0; i < spread.length; i++) {
            int place = count == 1 ? 0 : count == spread.length ? i : shape.channel(i);
            spread[i] = numbers.get(place).floatValue();
        }
        return spread;
    }

    /** For samples of one shape; what rows carry behind their values stays as it is. */
    interface Rows {

        /** The number of values of a sample. */
        int values();

        /** A value as the model gets it. */
        float applied(float value, int place);

        /** The slope of the model at a value, from that at the value as the model gets it. */
        float backward(float slope, int place);

        /** A batch as the model gets it. */
        default Matrix applied(Matrix batch) {
            float[] values = batch.values().clone();
            for (int start = 0; start < values.length; start += batch.columns()) {
                for (int i = 0; i < values(); i++) {
                    values[start + i] = applied(values[start + i], i);
                }
            }
            return new Matrix(batch.rows(), batch.columns(), values);
        }

        /** The gradient with respect to a batch, from that with respect to what the model gets. */
        default Matrix backward(Matrix gradient) {
            float[] values = gradient.values().clone();
            for (int start = 0; start < values.length; start += gradient.columns()) {
                for (int i = 0; i < values(); i++) {
                    values[start + i] = backward(values[start + i], i);
                }
            }
            return new Matrix(gradient.rows(), gradient.columns(), values);
        }
    }
}
