package org.robustness4j.dl4j.coverage;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/**
 * A small network around the class of a row.
 *
 * @param name what is special about it
 * @param shape the shape of its samples
 * @param network draws the network; an output layer follows if there is none
 * @param reading how log odds are read off its output
 * @param indices the number of indices that values of the sample may be; 0 where they are real numbers
 * @param labels the number of values that each label of a sample may have; 0 where it carries none
 * @param differs what becomes of it, where that is not what the row says
 * @param sentence what the refusal, or the reason why there is no gradient, says
 */
record Variant(
        String name,
        InputShape shape,
        Consumer<Sketch> network,
        Reading reading,
        int indices,
        int labels,
        @Nullable Coverage differs,
        @Nullable String sentence) {

    static final InputShape FLAT = InputShape.flat(7);
    static final InputShape IMAGE = new InputShape(Layout.NCHW, 2, 6, 5);
    static final InputShape IMAGE_LAST = new InputShape(Layout.NHWC, 2, 6, 5);
    static final InputShape SEQUENCE = new InputShape(Layout.NCW, 3, 1, 6);
    static final InputShape SEQUENCE_LAST = new InputShape(Layout.NWC, 3, 1, 6);
    static final InputShape VOLUME = new InputShape(Layout.NCDHW, 2, 4, 3, 4, false, 0);
    static final InputShape VOLUME_LAST = new InputShape(Layout.NDHWC, 2, 4, 3, 4, false, 0);

    static Variant shaped(String name, InputShape shape, Consumer<Sketch> network) {
        return new Variant(name, shape, network, Reading.SOFTMAX, 0, 0, null, null);
    }

    static Variant flat(String name, Consumer<Sketch> network) {
        return shaped(name, FLAT, network);
    }

    static Variant image(String name, Consumer<Sketch> network) {
        return shaped(name, IMAGE, network);
    }

    static Variant imageLast(String name, Consumer<Sketch> network) {
        return shaped(name, IMAGE_LAST, network);
    }

    static Variant sequence(String name, Consumer<Sketch> network) {
        return shaped(name, SEQUENCE, network);
    }

    static Variant masked(String name, Consumer<Sketch> network) {
        return shaped(name, SEQUENCE.withMask(), network);
    }

    static Variant sequenceLast(String name, Consumer<Sketch> network) {
        return shaped(name, SEQUENCE_LAST, network);
    }

    static Variant volume(String name, Consumer<Sketch> network) {
        return shaped(name, VOLUME, network);
    }

    static Variant volumeLast(String name, Consumer<Sketch> network) {
        return shaped(name, VOLUME_LAST, network);
    }

    Variant read(Reading other) {
        return new Variant(name, shape, network, other, indices, labels, differs, sentence);
    }

    Variant ofIndices(int count) {
        return new Variant(name, shape, network, reading, count, labels, differs, sentence);
    }

    /** Of samples that carry labels. */
    Variant labelled(int count, int values) {
        return new Variant(name, shape.withLabels(count), network, reading, indices, values, differs, sentence);
    }

    Variant is(Coverage other) {
        return new Variant(name, shape, network, reading, indices, labels, other, sentence);
    }

    Variant saying(String part) {
        return new Variant(name, shape, network, reading, indices, labels, differs, part);
    }
}
