package org.robustness4j.data.file;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;

/** Samples whose values, in their order, are taken for those of another shape. */
record ReshapedSamples(StoredSamples stored, InputShape shape) implements StoredSamples {

    ReshapedSamples {
        if (shape.features() != stored.shape().features()) {
            throw new IllegalArgumentException(
                    "The samples have " + stored.shape().features()
                            + " values each, in the shape " + stored.shape() + ", but the shape " + shape + " has "
                            + shape.features());
        }
        if (!isFlat(shape) && !isFlat(stored.shape()) && !axes(shape).equals(axes(stored.shape()))) {
            throw new IllegalArgumentException("The samples have the shape " + stored.shape()
                    + ", whose values are not in the order of " + shape
                    + "; transpose them to the order that the model takes, and write them again");
        }
    }

    private static boolean isFlat(InputShape shape) {
        return shape.equals(InputShape.flat(shape.features()));
    }

    /** Those that are longer than 1, in their order: the others do not move values. */
    private static List<Long> axes(InputShape shape) {
        return LongStream.of(shape.batch(1)).filter(axis -> axis > 1).boxed().toList();
    }

    @Override
    public int size() {
        return stored.size();
    }

    @Override
    public String identity() {
        return stored.identity() + shape;
    }

    @Override
    public Samples read(int from, int to) throws IOException {
        return reshaped(stored.read(from, to));
    }

    @Override
    public Samples at(int[] indices) throws IOException {
        return reshaped(stored.at(indices));
    }

    @Override
    public int[] labels() throws IOException {
        return stored.labels();
    }

    private Samples reshaped(Samples read) {
        return read.withInputs(shape, read.inputs());
    }

    @Override
    public List<String> featureNames() {
        return isFlat(shape) ? stored.featureNames() : List.of();
    }

    @Override
    public List<String> classNames() {
        return stored.classNames();
    }
}
