package org.robustness4j.dl4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;

/**
 * Reads DL4J's {@code DataSet}s and {@code DataSetIterator}s, with the labels that a model needs: one-hot, a single
 * column of 0 and 1, several labels, or those of each step. A mask of the features that hides steps becomes that of the
 * samples.
 */
public final class Dl4jSampleSource implements SampleSource {

    @Override
    public Optional<Samples> samples(Object data, boolean channelsLast) {
        return samples(data, Format.ofClasses(channelsLast));
    }

    @Override
    public Optional<Samples> samples(Object data, Format format) {
        if (!Deeplearning4j.isPresent()) {
            return Optional.empty();
        }
        if (data instanceof DataSet dataSet) {
            return Optional.of(read(dataSet, format));
        }
        if (data instanceof DataSetIterator iterator) {
            return Optional.of(read(merged(iterator, format), format));
        }
        return Optional.empty();
    }

    @Override
    public List<String> classNames(Object data) {
        if (!Deeplearning4j.isPresent()) {
            return List.of();
        }
        if (data instanceof DataSet dataSet) {
            return given(dataSet.getLabelNamesList());
        }
        return data instanceof DataSetIterator iterator ? labelsOf(iterator) : List.of();
    }

    @Override
    @SuppressWarnings("deprecation") // ND4J has no other place for the names of columns
    public List<String> featureNames(Object data) {
        return Deeplearning4j.isPresent() && data instanceof DataSet dataSet
                ? given(dataSet.getColumnNames())
                : List.of();
    }

    /** Many iterators have no names, and some of them say so by an exception. */
    private static List<String> labelsOf(DataSetIterator iterator) {
        try {
            return given(iterator.getLabels());
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static List<String> given(@Nullable List<String> names) {
        return names == null || names.stream().anyMatch(Objects::isNull) ? List.of() : List.copyOf(names);
    }

    private static DataSet merged(DataSetIterator iterator, Format format) {
        List<DataSet> batches = new ArrayList<>();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            requireReadable(batch, format);
            batches.add(batch);
            requireMergeable(batches.get(0).getFeatures(), batch.getFeatures(), format.channelsLast());
        }
        if (batches.isEmpty()) {
            throw new IllegalArgumentException(
                    "The DataSetIterator gives no samples; give a fresh or a reset one over at least one sample");
        }
        return DataSet.merge(batches);
    }

    private static void requireReadable(DataSet data, Format format) {
        INDArray features = data.getFeatures();
        INDArray labels = data.getLabels();
        if (features == null || labels == null || features.isEmpty()) {
            throw new IllegalArgumentException("The DataSet has no features or no labels; evaluation needs both");
        }
        if (format.isOfClasses() && labels.rank() != 2) {
            throw new IllegalArgumentException(
                    "Labels must be [n, classes], one-hot, or [n, 1], but have the rank " + labels.rank());
        }
        new DataSetMasks(data).requireNoLabelHidden(format);
    }

    /**
     * DL4J fills shorter sequences up with zeros when it merges them, and masks the zeros; it takes the last axis for
     * the steps.
     */
    private static void requireMergeable(INDArray first, INDArray other, boolean channelsLast) {
        long[] expected = sampleShape(first);
        long[] actual = sampleShape(other);
        boolean areSequences = !channelsLast && expected.length == 2 && actual.length == 2;
        if (!Arrays.equals(expected, actual) && !(areSequences && expected[0] == actual[0])) {
            throw new IllegalArgumentException("The DataSetIterator gives samples of the shapes "
                    + Arrays.toString(expected) + " and " + Arrays.toString(actual)
                    + ", but all must have one shape; fill sequences up to one length, with a features mask [n, steps]"
                    + " that is 1 where a step is there, or " + DataSetMasks.WAY_OUT);
        }
    }

    private static long[] sampleShape(INDArray batch) {
        return Arrays.copyOfRange(batch.shape(), Math.min(1, batch.rank()), batch.rank());
    }

    private static Samples read(DataSet data, Format format) {
        requireReadable(data, format);
        INDArray features = data.getFeatures();
        SampleLabels labels = new LabelArrays(data, format).read();
        InputShape shape = InputShape.ofBatch(features.shape(), format.channelsLast());
        Matrix values = BatchArrays.toMatrix(features);
        InputShape sequence = shape.layout() == Layout.FLAT ? indices(shape) : shape;
        Optional<Matrix> steps = new DataSetMasks(data).steps(sequence.isSequence() ? sequence.width() : 0);
        return labels.on(
                steps.isPresent() ? sequence.withMask() : shape,
                steps.map(mask -> joined(values, mask)).orElse(values));
    }

    /** A mask beside a row of values says that they are steps, such as the indices of an embedding. */
    private static InputShape indices(InputShape row) {
        return new InputShape(Layout.NCW, 1, 1, row.channels());
    }

    private static Matrix joined(Matrix left, Matrix right) {
        int columns = left.columns() + right.columns();
        float[] values = new float[Matrix.size(left.rows(), columns)];
        for (int row = 0; row < left.rows(); row++) {
            System.arraycopy(left.values(), row * left.columns(), values, row * columns, left.columns());
            System.arraycopy(
                    right.values(), row * right.columns(), values, row * columns + left.columns(), right.columns());
        }
        return new Matrix(left.rows(), columns, values);
    }
}
