package org.robustness4j.certification.internal.graph;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * A convolution, or the transpose of one. Of coefficients that are zero outside a part of the image, only the part is
 * computed with.
 */
final class ConvolutionMap implements LinearMap {

    private final FeatureShape domain;
    private final FeatureShape image;
    private final Window window;
    private final int groups;
    /** {@code [filters, channels / groups, kernel height, kernel width]}. */
    private final double[] weights;

    private final boolean isTransposed;

    /**
     * A convolution.
     *
     * @param domain the shape that the window moves over
     * @param image the shape of its positions
     * @param isTransposed whether the map goes from the image to the domain
     */
    ConvolutionMap(
            FeatureShape domain,
            FeatureShape image,
            Window window,
            int groups,
            double[] weights,
            boolean isTransposed) {
        this.domain = domain;
        this.image = image;
        this.window = window;
        this.groups = groups;
        this.weights = weights;
        this.isTransposed = isTransposed;
    }

    @Override
    public int inputs() {
        return isTransposed ? image.size() : domain.size();
    }

    @Override
    public int outputs() {
        return isTransposed ? domain.size() : image.size();
    }

    @Override
    public int terms() {
        return window.size() * Math.max(domain.channels(), image.channels()) / groups;
    }

    @Override
    public void add(double[][] x, double[][] y, int rows) {
        for (int row = 0; row < rows; row++) {
            if (isTransposed) {
                scatter(x[row], 0, inputs(), y[row]);
            } else {
                collect(x[row], y[row]);
            }
        }
    }

    @Override
    public void addTransposed(Coefficients a, Coefficients result, int rows) {
        for (int row = 0; row < rows; row++) {
            if (isTransposed) {
                collect(a.row(row), result.row(row));
                result.touch(row, 0, inputs());
            } else {
                Extent reached = scatter(a.row(row), a.from(row), a.to(row), result.row(row));
                result.touch(row, reached.first(), reached.end());
            }
        }
    }

    /** From the image to the domain: of what is zero outside a part, the part alone. */
    private Extent scatter(double[] from, int first, int end, double[] to) {
        Extent extent = new Extent(image, domain.size());
        int area = image.height() * image.width();
        List<Integer> filters = new ArrayList<>();
        for (int filter = first / area; filter < image.channels() && filter * area < end; filter++) {
            if (extent.include(from, filter, first, end)) {
                filters.add(filter);
            }
        }
        if (filters.isEmpty()) {
            return extent;
        }
        if (isByOne() && extent.right() - extent.left() >= window.horizontal().kernel()) {
            new RowScatter(domain, image, window, groups, weights, extent).add(from, filters, to);
        } else {
            filters.forEach(filter -> taps(from, to, true, filter, extent));
        }
        return extent;
    }

    private boolean isByOne() {
        return window.horizontal().stride() == 1 && window.vertical().stride() == 1;
    }

    private void collect(double[] from, double[] to) {
        Extent whole = Extent.whole(image);
        for (int filter = 0; filter < image.channels(); filter++) {
            taps(from, to, false, filter, whole);
        }
    }

    private void taps(double[] from, double[] to, boolean backward, int filter, Extent extent) {
        int channels = domain.channels() / groups;
        int filters = image.channels() / groups;
        int plane = window.size();
        int first = filter / filters * channels;
        for (int channel = 0; channel < channels; channel++) {
            int at = (filter * channels + channel) * plane;
            for (int tap = 0; tap < plane; tap++) {
                if (weights[at + tap] != 0) {
                    tap(from, to, backward, filter, first + channel, tap, weights[at + tap], extent);
                }
            }
        }
    }

    private void tap(
            double[] from,
            double[] to,
            boolean backward,
            int filter,
            int channel,
            int tap,
            double weight,
            Extent extent) {
        Axis vertical = window.vertical();
        Axis horizontal = window.horizontal();
        int ky = tap / horizontal.kernel();
        int kx = tap % horizontal.kernel();
        int left = Math.max(extent.left(), firstInside(horizontal, kx));
        int right = Math.min(extent.right(), endInside(horizontal, kx, domain.width()));
        if (left >= right) {
            return;
        }
        for (int y = extent.top(); y < extent.bottom(); y++) {
            int source = vertical.input(y, ky);
            if (source < 0 || source >= domain.height()) {
                continue;
            }
            int outer = image.index(filter, y, 0);
            int inner = domain.index(channel, source, horizontal.input(0, kx));
            if (backward) {
                extent.reach(inner + left * horizontal.stride(), inner + (right - 1) * horizontal.stride() + 1);
                scatter(from, outer, to, inner, horizontal.stride(), weight, left, right);
            } else {
                collect(from, inner, to, outer, horizontal.stride(), weight, left, right);
            }
        }
    }

    private static int firstInside(Axis axis, int tap) {
        int before = axis.padding() - tap * axis.dilation();
        return before <= 0 ? 0 : -Math.floorDiv(-before, axis.stride());
    }

    private static int endInside(Axis axis, int tap, int inputs) {
        return Math.floorDiv(inputs - 1 + axis.padding() - tap * axis.dilation(), axis.stride()) + 1;
    }

    private static void scatter(
            double[] from, int outer, double[] to, int inner, int stride, double weight, int left, int right) {
        for (int x = left; x < right; x++) {
            to[inner + x * stride] += weight * from[outer + x];
        }
    }

    private static void collect(
            double[] from, int inner, double[] to, int outer, int stride, double weight, int left, int right) {
        if (stride == 1) {
            for (int x = left; x < right; x++) {
                to[outer + x] += weight * from[inner + x];
            }
        } else {
            for (int x = left; x < right; x++) {
                to[outer + x] += weight * from[inner + x * stride];
            }
        }
    }

    @Override
    public LinearMap absolute() {
        double[] sizes = new double[weights.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(weights[i]);
        }
        return new ConvolutionMap(domain, image, window, groups, sizes, isTransposed);
    }

    /** A factor for each filter: those of the values of one filter are the same. */
    @Override
    public LinearMap scaled(double[] factors) {
        if (isTransposed) {
            throw new IllegalStateException("The values of a transposed convolution are not scaled by filter");
        }
        double[] products = weights.clone();
        int ofFilter = weights.length / image.channels();
        for (int i = 0; i < products.length; i++) {
            products[i] *= factors[image.index(i / ofFilter, 0, 0)];
        }
        return new ConvolutionMap(domain, image, window, groups, products, false);
    }
}
