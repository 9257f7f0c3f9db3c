package org.robustness4j.dl4j.network;

import java.util.Arrays;
import java.util.List;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.SampleSource.Format;
import org.robustness4j.data.SampleSource.Format.Places;
import org.robustness4j.model.internal.OutputView;

/**
 * What the outputs of a network mean, and which of them are attacked.
 *
 * @param end of the network, for messages
 * @param meaning of the outputs
 * @param link from the outputs of the {@link LogitsGraph} to logits
 * @param threshold what an output of the user's own network exceeds where a label is on
 * @param offset what an output of the {@link LogitsGraph} exceeds where a label is on: 0 for a logit
 * @param places whether there are outputs for each step or pixel, and where their classes lie
 * @param units how many there are at each place; 0 where the layers do not say
 * @param view which of them are attacked
 * @param keepsDistance whether logits that differ give outputs of the user's own network that differ in float32
 */
public record OutputKind(
        String end,
        Meaning meaning,
        Link link,
        float threshold,
        float offset,
        Axis places,
        long units,
        OutputView view,
        boolean keepsDistance) {

    /** What outputs mean. */
    public enum Meaning {
        /** The largest is that of the class. */
        CLASSES,
        /** Each is a label of its own, on or off. One alone is that of two classes. */
        LABELS
    }

    /** What makes logits of outputs. */
    enum Link {
        /** Outputs are logits. */
        NONE,
        /** Outputs are probabilities of classes: their logarithms are logits. */
        LOGARITHM,
        /** Outputs are probabilities of labels. */
        LOG_ODDS
    }

    /** Where the classes of an output with several places lie. */
    enum Axis {
        /** There is one place. */
        NONE,
        FIRST,
        LAST
    }

    /** The names of the classes where a sample has several labels. */
    private static final List<String> AS_LABELLED = List.of("all as labelled", "some label changed");

    private static final List<String> WITHOUT_NAMES = List.of("off", "on");

    /**
     * The meaning of a score: two classes, of which the second is that of scores above a number.
     *
     * @param least the number
     */
    OutputKind above(float least) {
        return new OutputKind(end, Meaning.LABELS, Link.NONE, least, least, Axis.NONE, 1, view, keepsDistance);
    }

    /** The shape of the output for one sample: a number alone is one output. */
    public static long[] ofOneSample(long[] batch) {
        return batch.length == 1 ? new long[] {1} : Arrays.copyOfRange(batch, 1, batch.length);
    }

    /** What of a data set is needed. */
    public Format format(boolean channelsLast) {
        Places labelled = places == Axis.NONE ? Places.WHOLE : view.lastStep() ? Places.LAST : Places.EACH;
        boolean areLabels = meaning == Meaning.LABELS && (units != 1 || labelled == Places.EACH);
        return new Format(channelsLast, areLabels, view.label(), labelled, places == Axis.LAST);
    }

    /**
     * The names of the classes that are attacked, where they are made of labels.
     *
     * @param given those of the labels, none if there are none
     * @return empty where the names of the classes are those that are given
     * @throws IllegalArgumentException if there are fewer than there are labels
     */
    public List<String> classNames(List<String> given, InputShape sample) {
        boolean isOne = places == Axis.NONE || view.lastStep();
        if (sample.labels() > 0 && (!isOne || (meaning == Meaning.LABELS && view.label() == OutputView.ALL))) {
            return AS_LABELLED;
        }
        if (view.label() == OutputView.ALL) {
            return List.of();
        }
        if (given.isEmpty()) {
            return WITHOUT_NAMES;
        }
        if (view.label() >= given.size()) {
            throw new IllegalArgumentException("Label " + view.label() + " is attacked, but only " + given.size()
                    + " labels have names; name all of them, in their order");
        }
        String name = given.get(view.label());
        return List.of("not " + name, name);
    }

    /**
     * How the classes that are attacked are made of outputs.
     *
     * @param sample the shape of a sample, which may carry labels
     * @param output the shape of the output for one sample
     * @throws IllegalArgumentException if there are no such classes, or the samples do not carry the labels
     */
    public ClassLogits of(InputShape sample, long... output) {
        if (output.length == 0 || (output.length > 1 && places == Axis.NONE)) {
            throw new IllegalArgumentException("The model's output has the shape " + Arrays.toString(output)
                    + " for each sample; a classifier's is [classes]");
        }
        if (output.length > 1 && view.lastStep() && output.length != 2) {
            throw new IllegalArgumentException("The model's output has the shape " + Arrays.toString(output)
                    + " for each sample, which is no sequence and has no last step; leave lastStep out");
        }
        int units = Math.toIntExact(places == Axis.LAST ? output[output.length - 1] : output[0]);
        int count = Math.toIntExact(Arrays.stream(output).reduce(1, Math::multiplyExact) / units);
        requireOutputs(units);
        return ClassLogits.of(this, sample, units, count);
    }

    /** @throws IllegalArgumentException if so many outputs do not make a classifier */
    void requireOutputs(long units) {
        if (meaning == Meaning.CLASSES && units < 2) {
            throw new IllegalArgumentException(
                    end + " gives " + units
                            + " output for each sample, and no probability, as a regression does; a classifier has at least 2, or one"
                            + " with sigmoid. Give the model as a Classifier of your own that says which values are of which class");
        }
        if (meaning == Meaning.LABELS && view.label() >= units) {
            throw new IllegalArgumentException(end + " gives " + units + (units == 1 ? " label" : " labels")
                    + ", numbered from 0; there is no label " + view.label());
        }
    }

    /** @throws IllegalArgumentException if the network has no such outputs */
    void requireView() {
        if (view.label() != OutputView.ALL && meaning == Meaning.CLASSES) {
            throw new IllegalArgumentException(
                    end + " gives classes, of which one is right, and not labels; leave label " + view.label()
                            + " out, or seek a class with a target");
        }
        if (view.lastStep() && places == Axis.NONE) {
            throw new IllegalArgumentException(
                    end + " gives one output for each sample, not one for each step; leave lastStep out");
        }
    }

    /** For people: {@code classes}, {@code labels for each step or pixel}. */
    String described() {
        return (meaning == Meaning.CLASSES ? "classes" : units == 1 ? "two classes" : "labels, each on or off")
                + (places == Axis.NONE ? "" : " for each step or pixel");
    }
}
