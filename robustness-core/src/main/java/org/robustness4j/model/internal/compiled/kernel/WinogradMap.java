package org.robustness4j.model.internal.compiled.kernel;

import static org.robustness4j.model.internal.compiled.kernel.WinogradTransforms.WINDOW;

import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The linear map of a convolution and its transpose, both as minimal filtering: the transpose is the convolution with
 * the same windows, turned by 180 degrees.
 *
 * <p>The transforms of tiles add and subtract, and halve weights. The errors of rounding are about those of the
 * definition, but relative to the largest values of a tile instead of those under the window.
 */
record WinogradMap(
        FeatureShape domain, FeatureShape image, int groups, WinogradConvolution there, WinogradConvolution back)
        implements ConvolutionAlgorithm {

    /** Fewer channels, or filters, do not pay for the transformation of tiles. */
    private static final int LEAST_CHANNELS = 16;

    /** In smaller images too much of the tiles lies outside. */
    private static final int LEAST_SIZE = 6;

    /** The map, with weights that are zero. */
    static WinogradMap of(FeatureShape domain, FeatureShape image, Window window, int groups) {
        int top = window.vertical().padding();
        int left = window.horizontal().padding();
        return new WinogradMap(
                domain,
                image,
                groups,
                new WinogradConvolution(domain, image, top, left, groups),
                new WinogradConvolution(image, domain, WINDOW - 1 - top, WINDOW - 1 - left, groups));
    }

    /** Whether it computes a convolution, and is faster than the definition. */
    static boolean isFaster(FeatureShape domain, FeatureShape image, Window window, int groups) {
        return suits(window.vertical())
                && suits(window.horizontal())
                && Math.min(domain.channels(), image.channels()) / groups >= LEAST_CHANNELS
                && Math.min(image.height(), image.width()) >= LEAST_SIZE;
    }

    private static boolean suits(Axis axis) {
        return axis.kernel() == WINDOW
                && axis.stride() == 1
                && axis.dilation() == 1
                && axis.padding() >= 0
                && axis.padding() < WINDOW;
    }

    @Override
    public void load(float[] weights) {
        int channels = domain.channels() / groups;
        int filters = image.channels() / groups;
        float[] transformed = new float[WinogradTransforms.VALUES_OF_A_TILE];
        int at = 0;
        for (int group = 0; group < groups; group++) {
            for (int filter = 0; filter < filters; filter++) {
                for (int channel = 0; channel < channels; channel++) {
                    WinogradTransforms.ofWindow(weights, at, transformed);
                    there.load(group, filter, channel, transformed);
                    back.loadTurned(group, /* filter= */ channel, /* channel= */ filter, transformed);
                    at += WinogradTransforms.VALUES_OF_A_WINDOW;
                }
            }
        }
    }

    @Override
    public void apply(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples) {
        there.apply(argument, value, part, scratch, samples);
    }

    @Override
    public void applyTransposed(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples) {
        back.apply(argument, value, part, scratch, samples);
    }

    @Override
    public int rowsTogether() {
        return WinogradTransforms.STEP;
    }

    @Override
    public int rowsTogetherTransposed() {
        return WinogradTransforms.STEP;
    }
}
