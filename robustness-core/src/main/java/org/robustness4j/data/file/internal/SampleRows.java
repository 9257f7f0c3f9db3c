package org.robustness4j.data.file.internal;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** Samples that are collected one after the other, as those of several files are. */
public final class SampleRows {

    /**
     * A sample has at most 2^24 values, as an image of 4096 x 4096 pixels: files may promise more than memory holds.
     */
    public static final int MOST_FEATURES = 1 << 24;

    private final InputShape shape;
    private final List<float[]> inputs = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Integer> indices = new ArrayList<>();

    /** None yet, of one shape. */
    public SampleRows(InputShape shape) {
        this.shape = shape;
    }

    /** Adds a sample; the input is not copied. */
    public void add(float[] input, int label, int index) {
        inputs.add(input);
        labels.add(label);
        indices.add(index);
    }

    /** Adds samples with their indices. */
    public void addAll(Samples samples) {
        for (int i = 0; i < samples.size(); i++) {
            add(samples.input(i), samples.label(i), samples.index(i));
        }
    }

    /**
     * All of them.
     *
     * @throws IllegalArgumentException if an input is not of the shape
     */
    public Samples samples() {
        return Samples.stored(
                shape,
                Matrix.ofRows(inputs, shape.features()),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                indices.stream().mapToInt(Integer::intValue).toArray());
    }
}
