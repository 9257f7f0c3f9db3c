package org.robustness4j.data.file;

import java.io.IOException;
import java.util.List;
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
        return shape.equals(InputShape.flat(shape.features())) ? stored.featureNames() : List.of();
    }

    @Override
    public List<String> classNames() {
        return stored.classNames();
    }
}
