package org.robustness4j.model.internal;

import java.io.Serializable;

/**
 * Which part of what a model gives is attacked.
 *
 * @param output the name of the output, empty for the only one
 * @param label which of several independent labels, from 0; {@link #ALL} for all of them
 * @param lastStep whether of a sequence the last step counts alone
 */
public record OutputView(String output, int label, boolean lastStep) implements Serializable {

    /** All labels. */
    public static final int ALL = -1;

    /** All that a model gives. */
    public static final OutputView WHOLE = new OutputView("", ALL, false);

    /** @throws IllegalArgumentException if the label is negative */
    public OutputView {
        if (label < ALL) {
            throw new IllegalArgumentException("Labels are counted from 0, but the label is " + label);
        }
    }

    public OutputView withOutput(String name) {
        return new OutputView(name, label, lastStep);
    }

    public OutputView withLabel(int number) {
        return new OutputView(output, number, lastStep);
    }

    public OutputView withLastStep() {
        return new OutputView(output, label, true);
    }

    /** For people, to be put behind the name of a model: {@code , output 'mood', label 3}; empty for all. */
    @Override
    public String toString() {
        return (output.isEmpty() ? "" : ", output '" + output + "'")
                + (label == ALL ? "" : ", label " + label)
                + (lastStep ? ", last step" : "");
    }
}
