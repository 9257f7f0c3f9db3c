package org.robustness4j.model.internal.compiled.kernel;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The map of a convolution, and its transpose, on several rows of an image at a time: rows of small images, and of few
 * samples, are too short for {@link RowProduct} one by one. Values are summed in the order of {@link ConvolutionMap}.
 *
 * <p>Terms are gathered a few at a time, so that they stay in the first-level cache while all sums take them; as many
 * sums are computed together as stay in the second-level cache.
 *
 * @param domain the shape of the map's argument
 * @param image the shape of its value
 */
@SuppressWarnings("ArrayRecordComponent") // taps and buffers that nobody compares
record ConvolutionBlocks(FeatureShape domain, FeatureShape image, Window window, int groups, ColumnTap[] taps) {

    /** The sums of a block stay in the second-level cache. */
    private static final int VALUES_OF_SUMS = 1 << 17;

    /** The number of rows of an image that are computed together, at most: all blocks of an image are about as high. */
    static int rows(int height, int length) {
        return rows(height, length, RowProduct.lengthOfBlocks());
    }

    /** As above, for blocks of about a length. */
    static int rows(int height, int length, int lengthOfBlocks) {
        int rows = Math.max(1, Math.min(height, Math.round((float) lengthOfBlocks / length)));
        int blocks = -Math.floorDiv(-height, rows);
        return -Math.floorDiv(-height, blocks);
    }

    /**
     * Applies the map.
     *
     * @param weights for each group and filter those of its terms, by vertical tap, channel, horizontal tap
     * @param part of the value
     */
    void apply(
            float[][] argument, RowSums value, PackedWeights[] weights, OutputPart part, Scratch scratch, int samples) {
        int n = image.width() * samples;
        int rows = rows(part.lastRow() - part.firstRow(), n);
        int filters = image.channels() / groups;
        int channels = domain.channels() / groups;
        int together = together(part.channels(), VALUES_OF_SUMS / (rows * n));
        int chunk = RowProduct.termsInCache(rows * n);
        int terms = window.size() * channels;
        float[][] sums = scratch.take(together, rows * n);
        float[][] seen = scratch.take(chunk, rows * n);
        for (int group = part.firstGroup(); group < part.lastGroup(); group++) {
            for (int y = part.firstRow(); y < part.lastRow(); y += rows) {
                int height = Math.min(rows, part.lastRow() - y);
                for (int filter = part.firstChannel(); filter < part.lastChannel(); filter += together) {
                    int count = Math.min(together, part.lastChannel() - filter);
                    int first = group * filters + filter;
                    for (int j = 0; j < count; j++) {
                        Rows.fill(sums[j], value.bias()[first + j], height * n);
                    }
                    for (int from = 0; from < terms; from += chunk) {
                        int gathered = Math.min(chunk, terms - from);
                        for (int k = 0; k < gathered; k++) {
                            gather(argument, group * channels, from + k, y, height, seen[k], samples);
                        }
                        RowProduct.add(sums, count, seen, gathered, weights[group], filter, from, height * n);
                    }
                    for (int j = 0; j < count; j++) {
                        for (int i = 0; i < height; i++) {
                            int row = (first + j) * image.height() + y + i;
                            System.arraycopy(sums[j], i * n, value.rows()[row], 0, n);
                            value.end().accept(row);
                        }
                    }
                }
            }
        }
    }

    /** What a tap sees of a channel, at some rows of positions. */
    private void gather(float[][] argument, int first, int term, int y, int height, float[] seen, int samples) {
        int channels = domain.channels() / groups;
        Axis vertical = window.vertical();
        int n = image.width() * samples;
        int channel = first + term / taps.length % channels;
        int tap = term / (taps.length * channels);
        for (int i = 0; i < height; i++) {
            int row = vertical.input(y + i, tap);
            if (row < 0 || row >= domain.height()) {
                Arrays.fill(seen, i * n, (i + 1) * n, 0);
            } else {
                taps[term % taps.length].gather(argument[channel * domain.height() + row], seen, i * n, samples, 0);
            }
        }
    }

    /**
     * Applies the transpose. Rows whose positions under the window have the same phase see the same taps.
     *
     * @param order of the vertical taps: those of a phase lie beside each other
     * @param weights for each group, channel and horizontal tap those of its terms, by vertical tap in this order, and filter
     * @param part of the value
     */
    void applyTransposed(
            float[][] argument,
            RowSums value,
            int[] order,
            PackedWeights[] weights,
            OutputPart part,
            Scratch scratch,
            int samples) {
        int n = image.width() * samples;
        int wide = domain.width() * samples;
        int stride = window.vertical().stride();
        int rows = rows(-Math.floorDiv(-(part.lastRow() - part.firstRow()), stride), Math.max(n, wide));
        int channels = domain.channels() / groups;
        int together = together(part.channels(), VALUES_OF_SUMS / (rows * n * taps.length));
        Sums sums = new Sums(
                scratch.take(together * taps.length, rows * n),
                scratch.take(taps.length, rows * wide),
                scratch.take(1, rows * wide),
                scratch.take(RowProduct.termsInCache(rows * n), rows * n));
        for (int group = part.firstGroup(); group < part.lastGroup(); group++) {
            for (int from = part.firstRow(); from < Math.min(part.firstRow() + stride, part.lastRow()); from++) {
                int ofPhase = -Math.floorDiv(-(part.lastRow() - from), stride);
                for (int number = 0; number < ofPhase; number += rows) {
                    Positions positions = Positions.of(
                            window.vertical(), order, from + number * stride, Math.min(rows, ofPhase - number));
                    for (int channel = part.firstChannel(); channel < part.lastChannel(); channel += together) {
                        int count = Math.min(together, part.lastChannel() - channel);
                        int first = group * channels + channel;
                        Terms terms = new Terms(group, channel * taps.length, count * taps.length);
                        add(argument, terms, weights[group], positions, sums, samples);
                        for (int j = 0; j < count; j++) {
                            shift(sums, j, positions, value, first + j, samples);
                        }
                    }
                }
            }
        }
    }

    /**
     * Buffers of a transpose.
     *
     * @param sums for each channel and horizontal tap
     * @param shifted for each tap, where its sum belongs
     * @param total of a channel
     * @param seen terms
     */
    @SuppressWarnings("ArrayRecordComponent") // buffers that nobody compares
    private record Sums(float[][] sums, float[][] shifted, float[][] total, float[][] seen) {}

    /** Some of the sums of a group. */
    private record Terms(int group, int first, int count) {}

    /** How many of some sums are computed together, a multiple of four as weights are packed, about a number at most. */
    static int together(int sums, int most) {
        int parts = -Math.floorDiv(-sums, Math.max(PackedWeights.TOGETHER, most));
        int ofPart = -Math.floorDiv(-sums, parts);
        return Math.min(sums, -Math.floorDiv(-ofPart, PackedWeights.TOGETHER) * PackedWeights.TOGETHER);
    }

    /**
     * Some rows of the argument of the map, of one phase.
     *
     * @param first of them
     * @param count how many there are, each a stride behind the one before
     * @param order of the vertical taps
     * @param from the first of the taps in this order that see these rows
     * @param to the one behind the last
     */
    @SuppressWarnings("ArrayRecordComponent") // an order that nobody compares
    private record Positions(Axis axis, int first, int count, int[] order, int from, int to) {

        static Positions of(Axis axis, int[] order, int first, int count) {
            int from = 0;
            while (from < order.length && !sees(axis, first, order[from])) {
                from++;
            }
            int to = from;
            while (to < order.length && sees(axis, first, order[to])) {
                to++;
            }
            return new Positions(axis, first, count, order, from, to);
        }

        private static boolean sees(Axis axis, int row, int tap) {
            return Math.floorMod(row + axis.padding() - tap * axis.dilation(), axis.stride()) == 0;
        }

        /** The row of the image whose tap sees a row. */
        int image(int row, int position) {
            return Math.floorDiv(
                    first + row * axis.stride() + axis.padding() - order[position] * axis.dilation(), axis.stride());
        }
    }

    private void add(
            float[][] argument, Terms ofGroup, PackedWeights weights, Positions positions, Sums sums, int samples) {
        int n = image.width() * samples;
        int length = positions.count() * n;
        int filters = image.channels() / groups;
        for (int j = 0; j < ofGroup.count(); j++) {
            Rows.fill(sums.sums()[j], 0, length);
        }
        int terms = positions.to() * filters;
        for (int from = positions.from() * filters; from < terms; from += sums.seen().length) {
            int gathered = Math.min(sums.seen().length, terms - from);
            for (int k = 0; k < gathered; k++) {
                int filter = ofGroup.group() * filters + (from + k) % filters;
                for (int i = 0; i < positions.count(); i++) {
                    int y = positions.image(i, (from + k) / filters);
                    if (y < 0 || y >= image.height()) {
                        Arrays.fill(sums.seen()[k], i * n, (i + 1) * n, 0);
                    } else {
                        System.arraycopy(argument[filter * image.height() + y], 0, sums.seen()[k], i * n, n);
                    }
                }
            }
            RowProduct.add(sums.sums(), ofGroup.count(), sums.seen(), gathered, weights, ofGroup.first(), from, length);
        }
    }

    /** Adds the sums of the horizontal taps where they belong. */
    private void shift(Sums sums, int place, Positions positions, RowSums value, int channel, int samples) {
        int n = image.width() * samples;
        int wide = domain.width() * samples;
        float[] total = sums.total()[0];
        Rows.fill(total, value.bias()[channel], positions.count() * wide);
        for (int tap = 0; tap < taps.length; tap++) {
            float[] part = sums.sums()[place * taps.length + tap];
            if (!taps[tap].isIdentity()) {
                for (int i = 0; i < positions.count(); i++) {
                    taps[tap].scatter(part, i * n, sums.shifted()[tap], i * wide, samples);
                }
                part = sums.shifted()[tap];
            }
            Rows.add(total, part, positions.count() * wide);
        }
        for (int i = 0; i < positions.count(); i++) {
            int row = channel * domain.height()
                    + positions.first()
                    + i * window.vertical().stride();
            System.arraycopy(total, i * wide, value.rows()[row], 0, wide);
            value.end().accept(row);
        }
    }
}
