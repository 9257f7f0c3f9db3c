package org.robustness4j.spark.data;

import java.util.List;
import java.util.Optional;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/**
 * The shape that the samples of several files share. A batch of sequences is padded to its own longest one, and has no
 * mask where all are equally long: together they are as long as the longest of all, with a mask.
 */
final class SequenceShape {

    private SequenceShape() {}

    /**
     * The shape of all, as far as there is one: of shapes that differ in more the first.
     *
     * @param shapes at least one
     */
    static InputShape ofAll(List<InputShape> shapes) {
        InputShape first = shapes.get(0);
        Optional<InputShape> masked = shapes.stream().filter(InputShape::masked).findFirst();
        if (masked.isEmpty() && shapes.stream().noneMatch(shape -> differsInLength(shape, first))) {
            return first;
        }
        InputShape sequence = masked.orElse(first);
        int longest = shapes.stream()
                .filter(shape -> areAlike(ofSteps(shape), sequence))
                .mapToInt(shape -> ofSteps(shape).width())
                .max()
                .orElse(1);
        return ofWidth(sequence, longest).withMask();
    }

    private static boolean differsInLength(InputShape shape, InputShape other) {
        return areAlike(shape, other) && shape.width() != other.width();
    }

    /** A row of numbers beside sequences is one of steps, such as the indices of an embedding. */
    private static InputShape ofSteps(InputShape shape) {
        return shape.layout() == Layout.FLAT
                ? new InputShape(Layout.NCW, 1, 1, shape.channels()).withLabels(shape.labels())
                : shape;
    }

    private static InputShape ofWidth(InputShape shape, int width) {
        return new InputShape(shape.layout(), shape.channels(), 1, 1, width, shape.masked(), shape.labels());
    }

    /** Whether they are sequences that may differ in their length; labels of steps are as many as there are steps. */
    private static boolean areAlike(InputShape one, InputShape other) {
        return one.isSequence()
                && one.layout() == other.layout()
                && one.channels() == other.channels()
                && one.labels() == other.labels();
    }

    /** Whether a sample of one shape can be given in that of all. */
    static boolean fits(InputShape shape, InputShape all) {
        return shape.equals(all) || (all.masked() && areAlike(ofSteps(shape), all));
    }

    /** A sample in the shape of all. */
    static float[] row(float[] sample, InputShape shape, InputShape all) {
        if (shape.equals(all)) {
            return sample;
        }
        InputShape from = ofSteps(shape);
        float[] row = new float[all.features()];
        for (int step = 0; step < from.width(); step++) {
            for (int channel = 0; channel < from.channels(); channel++) {
                row[all.index(channel, 0, step)] = sample[from.index(channel, 0, step)];
            }
            row[all.maskIndex(step)] = from.masked() ? sample[from.maskIndex(step)] : 1;
        }
        for (int label = 0; label < all.labels(); label++) {
            row[all.labelIndex(label)] = sample[from.labelIndex(label)];
        }
        return row;
    }
}
