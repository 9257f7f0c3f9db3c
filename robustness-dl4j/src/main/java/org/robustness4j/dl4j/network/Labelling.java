package org.robustness4j.dl4j.network;

import org.robustness4j.data.InputShape;

/**
 * Where the outputs of a sample lie, and what labels it carries for them.
 *
 * @param sample the shape of a sample
 * @param classesLast whether the classes of a place lie beside each other
 * @param units the number of classes or labels at each place
 * @param count the number of places
 * @param isOne whether one place counts alone: the only one, or the last one that is there
 */
record Labelling(InputShape sample, boolean classesLast, int units, int count, boolean isOne) {

    /** The label of which nothing is known. */
    static final int HIDDEN = -1;

    /** The position of an output. */
    int index(int unit, int place) {
        return classesLast ? place * units + unit : unit * count + place;
    }

    /** The number of places that count. */
    int places() {
        return isOne ? 1 : count;
    }

    /** The place that counts alone. */
    int only(float[] row) {
        if (sample.masked() && sample.width() == count) {
            for (int step = count - 1; step >= 0; step--) {
                if (row[sample.maskIndex(step)] > 0) {
                    return step;
                }
            }
        }
        return count - 1;
    }

    /**
     * The label that a sample carries, {@link #HIDDEN} where it is hidden.
     *
     * @param labels how many there are
     * @throws IllegalArgumentException if it is none of them
     */
    int label(float[] row, int number, int labels) {
        float label = row[sample.labelIndex(number)];
        if (label != Math.rint(label) || label < HIDDEN || label >= labels) {
            throw new IllegalArgumentException("A sample carries the label " + label + " at place " + number
                    + ", but labels are 0 to " + (labels - 1) + ", or " + HIDDEN + " where they are hidden; look at the"
                    + " labels of the data set");
        }
        return (int) label;
    }

    /** For a sample of which all labels are hidden. */
    IllegalArgumentException nothingKnown() {
        return new IllegalArgumentException(
                "A sample carries no label that is not hidden, so that nothing can be wrong of it; leave the sample out");
    }

    /** The shape of the labels in a data set, for people. */
    String shape(String ofUnits) {
        if (count == 1) {
            return "[n, " + units + "]";
        }
        return classesLast ? "[n, steps or pixels, " + ofUnits + "]" : "[n, " + ofUnits + ", steps or pixels]";
    }
}
