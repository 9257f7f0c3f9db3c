package org.robustness4j.dl4j.translation;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Window;

/** The masks of sequences that a window moves over. */
record StepMasks(Network.Builder network) {

    /**
     * What DL4J makes of the result of a layer with a window: steps whose window sees no step that is there are zero.
     *
     * @param given the input of the layer
     */
    VertexOutput masked(VertexOutput output, VertexOutput given, WindowShapes windows) throws UntranslatableException {
        Integer before = given.mask();
        if (before == null) {
            return output;
        }
        LayerTranslation.require(
                output.axes() == Axes.NCW, "a mask of a sequence in NWC, which DL4J applies to the wrong axis");
        int mask = reduced(before, windows);
        FeatureShape shape = network.shape(output.node());
        LayerTranslation.require(
                network.shape(mask).width() == shape.width(),
                "a mask of " + network.shape(mask).width() + " steps for a sequence of " + shape.width());
        int[] step = new int[shape.size()];
        for (int i = 0; i < step.length; i++) {
            step[i] = i % shape.width();
        }
        int repeated = network.add(new Gather(step, shape), List.of(mask));
        int node = network.add(new Combination(Merge.PRODUCT), List.of(output.node(), repeated));
        return new VertexOutput(node, output.axes(), output.depth(), mask);
    }

    private int reduced(int mask, WindowShapes windows) {
        boolean padded = windows.mode() == ConvolutionMode.Same || windows.mode() == ConvolutionMode.Causal;
        if (padded && windows.stride()[0] == 1) {
            return mask;
        }
        // DL4J pads a mask on both sides even where a convolution is causal
        WindowShapes pooling = padded
                ? new WindowShapes(
                        ConvolutionMode.Same, windows.kernel(), windows.stride(), windows.dilation(), windows.padding())
                : windows;
        Axis along = pooling.axis(network.shape(mask).width(), 0);
        return network.add(new Pooling(Pool.MAX, new Window(Axis.pointwise(1), along), false), List.of(mask));
    }
}
