package org.robustness4j.data;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled inputs. A sample keeps its index when others are left out, so that its random stream and its block of work stay
 * the same.
 */
public final class Samples {

    private final InputShape shape;
    private final Matrix inputs;
    private final int[] labels;
    private final int[] indices;

    /**
     * Takes samples in their order.
     *
     * @param shape the shape of one sample
     * @param inputs {@code [n, features]}, flattened in the order of {@code shape}'s layout
     * @param labels the class of each sample, from 0
     * @throws IllegalArgumentException if there are no samples, the sizes differ, or a label is negative
     */
    public Samples(InputShape shape, Matrix inputs, int[] labels) {
        this(shape, inputs, labels, IntStream.range(0, labels.length).toArray());
        if (labels.length == 0) {
            throw new IllegalArgumentException("There are no samples; give at least one");
        }
    }

    private Samples(InputShape shape, Matrix inputs, int[] labels, int[] indices) {
        if (inputs.rows() != labels.length || inputs.columns() != shape.features()) {
            throw new IllegalArgumentException("There are " + labels.length + " labels for samples of "
                    + shape.features() + " features, but the inputs are " + inputs.rows() + " x " + inputs.columns());
        }
        this.shape = shape;
        this.inputs = inputs;
        this.labels = labels.clone();
        this.indices = indices;
    }

    public InputShape shape() {
        return shape;
    }

    public int size() {
        return labels.length;
    }

    /** The inputs, {@code [n, features]}. */
    public Matrix inputs() {
        return inputs;
    }

    /** A copy of the input at a position. */
    public float[] input(int position) {
        return inputs.row(position);
    }

    public int label(int position) {
        return labels[position];
    }

    /** The index of the sample at a position in the set that the user gave. */
    public int index(int position) {
        return indices[position];
    }

    /** The samples at the positions that a condition holds for, in their order, with their indices. */
    public Samples where(IntPredicate position) {
        int[] kept = IntStream.range(0, size()).filter(position).toArray();
        return new Samples(
                shape,
                Matrix.ofRows(IntStream.of(kept).mapToObj(inputs::row).toList(), shape.features()),
                IntStream.of(kept).map(i -> labels[i]).toArray(),
                IntStream.of(kept).map(i -> indices[i]).toArray());
    }

    /**
     * Checks that every value is finite and inside the declared range.
     *
     * @throws IllegalArgumentException naming the first sample that is not
     */
    public void requireInside(Domain domain) {
        domain.requireFits(shape);
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < inputs.columns(); j++) {
                float value = inputs.get(i, j);
                if (!(value >= domain.minimum() && value <= domain.maximum())) {
                    throw new IllegalArgumentException(
                            "Sample " + indices[i] + " has the value " + value + " in feature " + j
                                    + ", outside the declared range " + domain
                                    + "; declare the range of these data, before any normaliser of the model, or scale the data");
                }
            }
        }
    }

    /**
     * Checks that every label names a class.
     *
     * @throws IllegalArgumentException naming the first label that does not
     */
    public void requireLabelsBelow(int classes) {
        for (int i = 0; i < size(); i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Sample " + indices[i] + " has the label " + labels[i]
                        + ", but the model has " + classes + " classes, numbered from 0");
            }
        }
    }
}
