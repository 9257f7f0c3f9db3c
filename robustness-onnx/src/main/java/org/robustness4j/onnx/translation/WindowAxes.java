package org.robustness4j.onnx.translation;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.Window;
import org.robustness4j.onnx.file.OnnxNode;

/** How the windows of convolutions and poolings move: one axis or two. */
final class WindowAxes {

    private final OnnxNode node;
    private final int[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;
    private final String autoPad;

    /**
     * The windows of a node.
     *
     * @param kernel their lengths
     * @throws UntranslatableException if there are more than two axes
     */
    WindowAxes(OnnxNode node, int[] kernel) throws UntranslatableException {
        if (kernel.length < 1 || kernel.length > 2) {
            throw new UntranslatableException("it moves along " + kernel.length + " axes, not one or two");
        }
        this.node = node;
        this.kernel = kernel.clone();
        this.strides = list("strides", kernel.length, 1);
        this.dilations = list("dilations", kernel.length, 1);
        this.pads = list("pads", 2 * kernel.length, 0);
        this.autoPad = node.text("auto_pad", "NOTSET");
    }

    private long[] list(String name, int length, long otherwise) {
        long[] every = new long[length];
        Arrays.fill(every, otherwise);
        long[] given = node.integers(name).orElse(every);
        if (given.length != length) {
            throw new IllegalArgumentException(
                    "its " + name + " are " + Arrays.toString(given) + ", but there are " + length + " of them");
        }
        return given;
    }

    private int last() {
        return kernel.length - 1;
    }

    private int stride(int axis) {
        return Math.toIntExact(strides[axis]);
    }

    private int dilation(int axis) {
        return Math.toIntExact(dilations[axis]);
    }

    private int span(int axis) {
        return (kernel[axis] - 1) * dilation(axis) + 1;
    }

    /** The windows over values of some dimensions. */
    Window over(int[] dims, boolean ceil) {
        Axis horizontal = axis(last(), dims[dims.length - 1], ceil);
        return new Window(kernel.length == 1 ? Axis.pointwise(1) : axis(0, dims[2], ceil), horizontal);
    }

    private Axis axis(int axis, int length, boolean ceil) {
        int stride = stride(axis);
        if (autoPad.startsWith("SAME")) {
            int outputs = -Math.floorDiv(-length, stride);
            int padding = Math.max(0, (outputs - 1) * stride + span(axis) - length);
            int first = autoPad.equals("SAME_LOWER") ? padding - padding / 2 : padding / 2;
            return new Axis(kernel[axis], stride, dilation(axis), first, outputs);
        }
        int before = autoPad.equals("VALID") ? 0 : Math.toIntExact(pads[axis]);
        int behind = autoPad.equals("VALID") ? 0 : Math.toIntExact(pads[kernel.length + axis]);
        int room = length + before + behind - span(axis);
        int outputs = (ceil ? -Math.floorDiv(-room, stride) : Math.floorDiv(room, stride)) + 1;
        if (ceil && (outputs - 1) * stride >= length + before) {
            outputs--; // the last window would see nothing but padding
        }
        return new Axis(kernel[axis], stride, dilation(axis), before, outputs);
    }

    /** Whether the last window of an axis reaches beyond the padding. */
    boolean isCutOff(int[] dims, Window window) {
        boolean isCut = reach(window.horizontal()) > dims[dims.length - 1] + behind(last());
        return kernel.length == 1 ? isCut : isCut || reach(window.vertical()) > dims[2] + behind(0);
    }

    private int behind(int axis) {
        return Math.toIntExact(pads[kernel.length + axis]);
    }

    private static int reach(Axis axis) {
        return axis.input(axis.outputs() - 1, axis.kernel() - 1) + 1;
    }

    /**
     * The windows of the transpose of a convolution, over its output.
     *
     * @param dims of its input
     */
    Window transposed(int[] dims) throws UntranslatableException {
        if (autoPad.startsWith("SAME") || node.has("output_shape")) {
            throw new UntranslatableException("its padding follows from the output");
        }
        Axis horizontal = position(last(), dims[dims.length - 1]);
        return new Window(kernel.length == 1 ? Axis.pointwise(1) : position(0, dims[2]), horizontal);
    }

    private Axis position(int axis, int length) {
        return new Axis(kernel[axis], stride(axis), dilation(axis), Math.toIntExact(pads[axis]), length);
    }

    /** How long the output of a transposed convolution is along an axis, the last one or the one before. */
    int transposedLength(int fromLast, int length) {
        int axis = last() - fromLast;
        if (axis < 0) {
            return 1;
        }
        long[] more = list("output_padding", kernel.length, 0);
        return (length - 1) * stride(axis) + span(axis) + Math.toIntExact(more[axis] - pads[axis]) - behind(axis);
    }

    /** The dimensions of what windows make of some, with other channels. */
    static int[] dims(int[] input, int channels, Window window) {
        return input.length == 3
                ? new int[] {input[0], channels, window.horizontal().outputs()}
                : new int[] {
                    input[0],
                    channels,
                    window.vertical().outputs(),
                    window.horizontal().outputs()
                };
    }
}
