package org.robustness4j.dl4j.data;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource.Format;
import org.robustness4j.data.SampleSource.Format.Places;

/**
 * The labels of a {@code DataSet}, as a model needs them: one class for each sample, several labels, or labels for each
 * step or pixel. What masks hide of the last two is not known.
 */
final class LabelArrays {

    /** How many values of a label a message shows. */
    private static final int SHOWN = 10;

    private final Format format;
    private final long[] shape;
    private final Matrix labels;
    private final @Nullable Matrix labelsMask;
    private final @Nullable Matrix featuresMask;
    private final int units;
    private final int count;

    LabelArrays(DataSet data, Format format) {
        this.format = format;
        INDArray array = data.getLabels();
        this.shape = array.shape();
        this.labels = BatchArrays.toMatrix(array);
        boolean hasPlaces = format.places() != Places.WHOLE && shape.length > 2;
        this.units = Math.toIntExact(hasPlaces && format.classesLast() ? shape[shape.length - 1] : shape[1]);
        this.count = labels.columns() / units;
        this.labelsMask = mask("labels mask", data.getLabelsMaskArray());
        INDArray ofFeatures = data.getFeaturesMaskArray();
        this.featuresMask = ofFeatures == null || ofFeatures.length() != (long) labels.rows() * count
                ? null
                : mask("features mask", ofFeatures);
    }

    private @Nullable Matrix mask(String name, @Nullable INDArray mask) {
        if (mask == null || mask.isEmpty()) {
            return null;
        }
        Matrix values = BatchArrays.toMatrix(mask);
        int columns = values.columns();
        if (values.rows() != labels.rows() || (columns != 1 && columns != count && columns != units * count)) {
            throw new IllegalArgumentException("The " + name + " has the shape " + Arrays.toString(mask.shape())
                    + " for labels of the shape " + Arrays.toString(shape)
                    + "; give one value for each sample, for each step or pixel, or for each label");
        }
        return values;
    }

    /** @throws IllegalArgumentException if a label is none, or all labels of a sample are hidden, naming it */
    SampleLabels read() {
        if (shape.length > 2 && format.places() == Places.WHOLE) {
            throw new IllegalArgumentException("Labels must be [n, labels], each 0 or 1, but have the shape "
                    + Arrays.toString(shape) + ": the model gives one output for each sample");
        }
        if (format.places() == Places.EACH) {
            return everyPlace();
        }
        if (format.areLabels() && (units > 1 || format.label() > 0)) {
            return format.label() < 0 ? SampleLabels.carried(lastOf(this::known)) : SampleLabels.ofClasses(ofLabel());
        }
        int[] classes = new int[labels.rows()];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = units == 1 ? binary(row) : oneHot(row, place(row));
        }
        return SampleLabels.ofClasses(classes);
    }

    private interface Reading {
        float label(int row, int unit, int place);
    }

    private Matrix lastOf(Reading reading) {
        float[] values = new float[Matrix.size(labels.rows(), units)];
        for (int row = 0; row < labels.rows(); row++) {
            int place = place(row);
            for (int unit = 0; unit < units; unit++) {
                values[row * units + unit] = reading.label(row, unit, place);
            }
        }
        return visible(new Matrix(labels.rows(), units, values));
    }

    private int[] ofLabel() {
        if (format.label() >= units) {
            throw new IllegalArgumentException(
                    "Label " + format.label() + " is attacked, but the labels have the shape " + Arrays.toString(shape)
                            + ", so that they are numbered from 0 to " + (units - 1));
        }
        int[] classes = new int[labels.rows()];
        for (int row = 0; row < classes.length; row++) {
            int place = place(row);
            requireVisible(row, format.label(), place);
            classes[row] = (int) binary(row, format.label(), place);
        }
        return classes;
    }

    private SampleLabels everyPlace() {
        if (shape.length < 3) {
            throw new IllegalArgumentException("Labels must be "
                    + (format.classesLast() ? "[n, steps or pixels, classes]" : "[n, classes, steps or pixels]")
                    + ", since the model gives an output for each step or pixel, but have the shape "
                    + Arrays.toString(shape)
                    + "; where the last step of a sequence is labelled alone, choose it with TestedModel.lastStep()");
        }
        boolean isOfUnits = format.areLabels() && format.label() < 0;
        int columns = isOfUnits ? labels.columns() : count;
        if (format.label() >= units) {
            ofLabel();
        }
        float[] values = new float[Matrix.size(labels.rows(), columns)];
        for (int row = 0; row < labels.rows(); row++) {
            for (int place = 0; place < count; place++) {
                if (isOfUnits) {
                    for (int unit = 0; unit < units; unit++) {
                        values[row * columns + index(unit, place)] = known(row, unit, place);
                    }
                } else {
                    values[row * columns + place] = format.areLabels()
                            ? known(row, format.label(), place)
                            : isVisible(row, 0, place) ? oneHot(row, place) : SampleLabels.HIDDEN;
                }
            }
        }
        return SampleLabels.carried(visible(new Matrix(labels.rows(), columns, values)));
    }

    private static Matrix visible(Matrix carried) {
        for (int row = 0; row < carried.rows(); row++) {
            boolean isHidden = true;
            for (float label : carried.row(row)) {
                isHidden &= label < 0;
            }
            if (isHidden) {
                throw new IllegalArgumentException(
                        "All labels of sample " + row + " are hidden by a mask; leave the sample out of the DataSet");
            }
        }
        return carried;
    }

    private int index(int unit, int place) {
        return format.classesLast() ? place * units + unit : unit * count + place;
    }

    private float label(int row, int unit, int place) {
        return labels.get(row, index(unit, place));
    }

    private float known(int row, int unit, int place) {
        return isVisible(row, unit, place) ? binary(row, unit, place) : SampleLabels.HIDDEN;
    }

    private boolean isVisible(int row, int unit, int place) {
        return isVisible(labelsMask, row, unit, place) && isVisible(featuresMask, row, unit, place);
    }

    private boolean isVisible(@Nullable Matrix mask, int row, int unit, int place) {
        if (mask == null) {
            return true;
        }
        int column = mask.columns() == 1 ? 0 : mask.columns() == count ? place : index(unit, place);
        return mask.get(row, column) > 0;
    }

    private void requireVisible(int row, int unit, int place) {
        if (!isVisible(row, unit, place)) {
            throw new IllegalArgumentException("The label of sample " + row
                    + (count == 1 ? "" : " at step " + place)
                    + " is hidden by a mask; leave the sample out of the DataSet");
        }
    }

    /** The place that counts where one does: the last one that is there, which has to have a label. */
    private int place(int row) {
        if (count == 1) {
            if (labelsMask != null && labelsMask.columns() == 1) {
                requireVisible(row, 0, 0);
            }
            return 0;
        }
        int last = count - 1;
        while (last > 0 && !isVisible(featuresMask, row, 0, last)) {
            last--;
        }
        if (!isVisible(labelsMask, row, 0, last)) {
            throw new IllegalArgumentException("The labels mask hides the label of step " + last + " of sample " + row
                    + ", the last one that is there; give a features mask that ends where the sequence ends, or labels"
                    + " [n, classes] for the last step alone");
        }
        return last;
    }

    private int binary(int row) {
        int place = place(row);
        float label = label(row, 0, place);
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException("The label of sample " + row + " is " + label
                    + "; a single column of labels holds 0 or 1, more classes are one-hot");
        }
        return (int) label;
    }

    private float binary(int row, int unit, int place) {
        float label = label(row, unit, place);
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException(
                    "Label " + unit + " of sample " + row + where(place) + " is " + label + "; each label is 0 or 1");
        }
        return label;
    }

    private String where(int place) {
        return count == 1 ? "" : " at step or pixel " + place;
    }

    private int oneHot(int row, int place) {
        int label = 0;
        for (int unit = 1; unit < units; unit++) {
            label = label(row, unit, place) > label(row, label, place) ? unit : label;
        }
        for (int unit = 0; unit < units; unit++) {
            if (label(row, unit, place) != (unit == label ? 1 : 0)) {
                throw new IllegalArgumentException("The label of sample " + row + where(place) + " is "
                        + shown(row, place) + "; labels must be one-hot: a single 1, the rest 0");
            }
        }
        return label;
    }

    private String shown(int row, int place) {
        return IntStream.range(0, Math.min(units, SHOWN))
                .mapToObj(unit -> String.valueOf(label(row, unit, place)))
                .collect(Collectors.joining(", ", "[", units > SHOWN ? ", ...]" : "]"));
    }
}
