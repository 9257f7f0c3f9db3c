package org.robustness4j.model.internal.compiled.kernel;

import java.util.List;
import org.robustness4j.internal.concurrent.Crew;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/** The linear map of a convolution and its transpose, on rows of images; each shape by what is fastest for it. */
public final class ConvolutionMap {

    /** Less is computed before another thread has begun: the number of multiplications. */
    private static final long LEAST_WORK = 4_000_000;

    private final FeatureShape domain;
    private final FeatureShape image;
    private final Window window;
    private final int groups;
    private final int channelsInGroup;
    private final int filtersInGroup;
    private final ColumnTap[] taps;
    private final ConvolutionAlgorithm algorithm;

    /**
     * Prepares the map, with weights that are zero.
     *
     * @param domain the shape of its argument
     * @param image the shape of its value
     */
    public ConvolutionMap(FeatureShape domain, FeatureShape image, Window window, int groups) {
        this.domain = domain;
        this.image = image;
        this.window = window;
        this.groups = groups;
        this.channelsInGroup = domain.channels() / groups;
        this.filtersInGroup = image.channels() / groups;
        this.taps = ColumnTap.all(window.horizontal(), domain.width());
        this.algorithm = WinogradMap.isFaster(domain, image, window, groups)
                ? WinogradMap.of(domain, image, window, groups)
                : new DirectConvolution(domain, image, window, groups);
    }

    /** How many values a map and its transpose keep, for a number of weights. */
    public static long values(FeatureShape domain, FeatureShape image, Window window, int groups, long weights) {
        return WinogradMap.isFaster(domain, image, window, groups)
                ? 2 * weights * WinogradTransforms.VALUES_OF_A_TILE / WinogradTransforms.VALUES_OF_A_WINDOW
                : 2 * weights;
    }

    /**
     * Takes over weights.
     *
     * @param weights {@code [filters, channels / groups, kernel height, kernel width]}
     */
    public void load(float[] weights) {
        algorithm.load(weights);
    }

    /**
     * Applies the map.
     *
     * @param value receives its value; by whatever threads
     */
    public void apply(float[][] argument, RowSums value, Scratch scratch, int samples) {
        apply(argument, value, scratch, samples, threads(samples));
    }

    void apply(float[][] argument, RowSums value, Scratch scratch, int samples, int threads) {
        List<OutputPart> parts = OutputPart.of(image, groups, algorithm.rowsTogether(), samples, threads);
        List<Scratch> working = scratch.forThreads(parts.size());
        Crew.share(parts.size(), i -> algorithm.apply(argument, value, parts.get(i), working.get(i), samples));
    }

    /** Applies the transpose. */
    public void applyTransposed(float[][] argument, RowSums value, Scratch scratch, int samples) {
        applyTransposed(argument, value, scratch, samples, threads(samples));
    }

    void applyTransposed(float[][] argument, RowSums value, Scratch scratch, int samples, int threads) {
        List<OutputPart> parts = OutputPart.of(domain, groups, algorithm.rowsTogetherTransposed(), samples, threads);
        List<Scratch> working = scratch.forThreads(parts.size());
        Crew.share(
                parts.size(), i -> algorithm.applyTransposed(argument, value, parts.get(i), working.get(i), samples));
    }

    /** How many threads are worth their while. */
    private int threads(int samples) {
        long work = (long) image.size() * channelsInGroup * window.size() * samples;
        return (int) Math.max(1, Math.min(Crew.hands(), work / LEAST_WORK));
    }

    /**
     * The gradient of {@code sum(upstream * map(argument))} with respect to the weights.
     *
     * @param upstream of the shape of the map's value
     * @param gradient receives it, {@code [filters, channels / groups, kernel height, kernel width]}
     */
    public void weightGradient(float[][] argument, float[][] upstream, float[] gradient, Scratch scratch, int samples) {
        int n = image.width() * samples;
        float[][] seen = scratch.take(domain.height(), n);
        float[] products = scratch.take(1, n)[0];
        float[][] rows = new float[domain.height()][];
        for (int channel = 0; channel < domain.channels(); channel++) {
            int group = channel / channelsInGroup;
            for (int x = 0; x < taps.length; x++) {
                for (int row = 0; row < domain.height(); row++) {
                    float[] source = argument[channel * domain.height() + row];
                    rows[row] = taps[x].isIdentity() ? source : seen[row];
                    if (rows[row] != source) {
                        taps[x].gather(source, rows[row], samples, 0);
                    }
                }
                for (int filter = group * filtersInGroup; filter < (group + 1) * filtersInGroup; filter++) {
                    int first = (filter * channelsInGroup + channel % channelsInGroup)
                            * window.vertical().kernel();
                    for (int y = 0; y < window.vertical().kernel(); y++) {
                        gradient[(first + y) * taps.length + x] = correlation(upstream, filter, y, rows, products, n);
                    }
                }
            }
        }
    }

    /** The sum over all positions of what one weight multiplies, times its upstream. */
    private float correlation(float[][] upstream, int filter, int tap, float[][] rows, float[] products, int n) {
        Rows.fill(products, 0, n);
        Axis vertical = window.vertical();
        float[] pending = null;
        float[] pendingUpstream = null;
        for (int y = 0; y < image.height(); y++) {
            int row = vertical.input(y, tap);
            if (row < 0 || row >= domain.height()) {
                continue;
            }
            float[] here = upstream[filter * image.height() + y];
            if (pending == null || pendingUpstream == null) {
                pending = rows[row];
                pendingUpstream = here;
            } else {
                Rows.addProducts(products, pendingUpstream, pending, here, rows[row], n);
                pending = null;
            }
        }
        if (pending != null && pendingUpstream != null) {
            Rows.addProduct(products, pendingUpstream, pending, n);
        }
        return Rows.sum(products, n);
    }
}
