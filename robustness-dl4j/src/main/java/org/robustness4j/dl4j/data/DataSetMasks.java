package org.robustness4j.dl4j.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.data.SampleSource.Format;

/**
 * The mask arrays of a {@code DataSet}, of features and of labels. Samples have none, and a model that is asked without
 * them sees the padding: its accuracy, and so its robust accuracy, would be those of another model.
 */
record DataSetMasks(DataSet data) {

    static final String WAY_OUT = "cut the sequences to one length (or group them by length, and evaluate each group by"
            + " itself), or give the model as a Classifier of your own that finds the padding itself";

    /**
     * Of labels there may be hidden ones where a sample has several.
     *
     * @throws IllegalArgumentException if a mask holds anything but ones
     */
    void requireNothingHidden(Format format) {
        requireOnes("features mask", data.getFeaturesMaskArray(), WAY_OUT);
        if (format.isOfClasses()) {
            requireOnes("labels mask", data.getLabelsMaskArray(), "leave the samples out of the DataSet that it hides");
        }
    }

    private static void requireOnes(String name, @Nullable INDArray mask, String wayOut) {
        if (mask == null || mask.isEmpty()) {
            return;
        }
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
                    + " entries, the first of sample " + first / (values.length / mask.size(0))
                    + "; masks are not supported, since a model that is asked without them sees what they hide: "
                    + wayOut);
        }
    }
}
