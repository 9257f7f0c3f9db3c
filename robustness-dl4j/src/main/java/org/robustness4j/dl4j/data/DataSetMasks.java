package org.robustness4j.dl4j.data;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource.Format;

/**
 * The mask arrays of a {@code DataSet}, of features and of labels. A model that is asked without them sees what they
 * hide: its accuracy, and so its robust accuracy, would be those of another model.
 */
record DataSetMasks(DataSet data) {

    static final String WAY_OUT = "cut the sequences to one length (or group them by length, and evaluate each group by"
            + " itself), or give the model as a Classifier of your own that finds the padding itself";

    /**
     * Of labels there may be hidden ones where a sample has several.
     *
     * @throws IllegalArgumentException if the mask of the labels holds anything but ones
     */
    void requireNoLabelHidden(Format format) {
        INDArray mask = data.getLabelsMaskArray();
        if (format.isOfClasses() && mask != null && !mask.isEmpty()) {
            requireOnes(
                    "labels mask",
                    mask,
                    "leave the samples out of the DataSet that it hides, or set it to null where it belongs to steps");
        }
    }

    /**
     * The steps that are there, 1, and those that are padding, 0; nothing where all are there.
     *
     * @param steps the number of steps of each sequence, 0 if the samples are none
     * @return {@code [n, steps]}
     * @throws IllegalArgumentException if the mask hides anything else than steps
     */
    Optional<Matrix> steps(int steps) {
        INDArray mask = data.getFeaturesMaskArray();
        if (mask == null || mask.isEmpty()) {
            return Optional.empty();
        }
        long samples = data.getFeatures().size(0);
        boolean isOfSteps = steps > 0 && mask.size(0) == samples && mask.length() == samples * steps;
        if (steps > 0 && !isOfSteps && mask.length() != samples) {
            throw new IllegalArgumentException("The features mask of the DataSet has the shape "
                    + Arrays.toString(mask.shape()) + ", but must have [" + samples + ", " + steps
                    + "], one value for each step of the features "
                    + Arrays.toString(data.getFeatures().shape())
                    + (isOfOtherAxis(mask, samples)
                            ? "; it has as many as their other axis: for this model the steps are the "
                                    + (steps == data.getFeatures().size(1) ? "second axis" : "last axis")
                                    + ", so move the axes of the features"
                            : "; give a mask of this shape"));
        }
        if (!isOfSteps) {
            requireOnes("features mask", mask, "only the steps of sequences can be hidden: " + WAY_OUT);
            return Optional.empty();
        }
        float[] values = mask.castTo(DataType.FLOAT).dup('c').data().asFloat();
        boolean hides = false;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new IllegalArgumentException("The features mask of the DataSet has the value " + values[i]
                        + " for step " + i % steps + " of sample " + i / steps
                        + "; it holds 1 for a step that is there and 0 for padding");
            }
            hides |= values[i] == 0;
        }
        return hides ? Optional.of(new Matrix(Math.toIntExact(samples), steps, values)) : Optional.empty();
    }

    private boolean isOfOtherAxis(INDArray mask, long samples) {
        INDArray features = data.getFeatures();
        return features.rank() == 3
                && mask.size(0) == samples
                && (mask.length() == samples * features.size(1) || mask.length() == samples * features.size(2));
    }

    private static void requireOnes(String name, INDArray mask, String wayOut) {
        double[] values = mask.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        int hidden = 0;
        int first = -1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 1) {
                hidden++;
                first = first < 0 ? i : first;
            }
        }
        if (hidden > 0) {
            throw new IllegalArgumentException("The " + name + " of the DataSet, of the shape "
                    + Arrays.toString(mask.shape()) + ", hides " + hidden + " of " + values.length
                    + " entries, the first of sample " + first / (values.length / mask.size(0)) + "; " + wayOut);
        }
    }
}
