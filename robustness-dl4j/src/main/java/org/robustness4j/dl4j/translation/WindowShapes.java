package org.robustness4j.dl4j.translation;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * How DL4J's convolution and pooling layers move their windows.
 *
 * @param mode how the border is treated
 * @param kernel height and width
 * @param stride height and width
 * @param dilation height and width
 * @param padding height and width, where the mode does not choose it
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record WindowShapes(ConvolutionMode mode, int[] kernel, int[] stride, int[] dilation, int[] padding) {

    static WindowShapes of(ConvolutionLayer layer) {
        return new WindowShapes(
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getPadding());
    }

    static WindowShapes of(SubsamplingLayer layer) {
        return new WindowShapes(
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getDilation(),
                layer.getPadding());
    }

    /** Over an image. */
    Window over(FeatureShape input) {
        return new Window(axis(input.height(), 0), axis(input.width(), 1));
    }

    /** Over a sequence: DL4J gives its numbers first. */
    Window overSequence(int length) {
        return new Window(Axis.pointwise(1), axis(length, 0));
    }

    /** Along one of the axes. */
    Axis axis(int inputs, int dimension) {
        int size = kernel[dimension];
        int step = stride[dimension];
        int gap = dilation[dimension];
        return switch (mode) {
            case Same -> Axis.same(inputs, size, step, gap);
            case Causal -> causal(inputs, size, step, gap);
            default -> Axis.valid(inputs, size, step, gap, padding[dimension]);
        };
    }

    /** All padding before the first value, so that nothing depends on what comes later. */
    private static Axis causal(int inputs, int size, int step, int gap) {
        return new Axis(size, step, gap, (size - 1) * gap, (inputs - 1) / step + 1);
    }

    /** Over the output of a transposed convolution, so that its positions are the inputs. */
    Window overOutput(FeatureShape input) {
        return new Window(transposed(input.height(), 0), transposed(input.width(), 1));
    }

    private Axis transposed(int inputs, int dimension) {
        int size = kernel[dimension];
        int step = stride[dimension];
        int gap = dilation[dimension];
        return mode == ConvolutionMode.Same
                ? Axis.same(step * inputs, size, step, gap)
                : new Axis(size, step, gap, padding[dimension], inputs);
    }

    /** What the taps of a transposed convolution see along one of the axes. */
    Taps transposedTaps(int inputs, int dimension) {
        return Taps.transposed(transposed(inputs, dimension), outputLength(inputs, dimension));
    }

    /** The length of the output of a transposed convolution. */
    int outputLength(int inputs, int dimension) {
        int span = (kernel[dimension] - 1) * dilation[dimension] + 1;
        return mode == ConvolutionMode.Same
                ? stride[dimension] * inputs
                : stride[dimension] * (inputs - 1) + span - 2 * padding[dimension];
    }
}
