package org.robustness4j.model.internal.compiled.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Window;

/**
 * The linear map of a convolution and its transpose by their definition, on rows of images.
 *
 * <p>A row of the output is a sum of rows of the input, each shifted by the horizontal taps of the kernel: the shifted
 * copies are made once for each row of the input, and every filter uses them. The transpose sums the rows of its
 * argument by horizontal tap, and shifts the sums.
 */
final class DirectConvolution implements ConvolutionAlgorithm {

    private final FeatureShape domain;
    private final FeatureShape image;
    private final Window window;
    private final int groups;
    private final int channelsInGroup;
    private final int filtersInGroup;
    private final ColumnTap[] taps;
    private final int[] rowTapOrder;
    private final ConvolutionBlocks blocks;
    /** For each group and filter the weights by vertical tap, channel, horizontal tap. */
    private final PackedWeights[] forward;
    /** For each group, channel and horizontal tap the weights by vertical tap, in the order above, and filter. */
    private final PackedWeights[] transposed;

    /** The transpose of a map that sees one value at a time is another one. */
    private final Optional<ConvolutionBlocks> pointwise;

    /**
     * Prepares the map, with weights that are zero.
     *
     * @param domain the shape of its argument
     * @param image the shape of its value
     */
    DirectConvolution(FeatureShape domain, FeatureShape image, Window window, int groups) {
        this.domain = domain;
        this.image = image;
        this.window = window;
        this.groups = groups;
        this.channelsInGroup = domain.channels() / groups;
        this.filtersInGroup = image.channels() / groups;
        this.taps = ColumnTap.all(window.horizontal(), domain.width());
        this.rowTapOrder = rowTapsByPhase(window.vertical());
        this.blocks = new ConvolutionBlocks(domain, image, window, groups, taps);
        this.pointwise = isPointwise()
                ? Optional.of(new ConvolutionBlocks(image, domain, window, groups, taps))
                : Optional.empty();
        int height = window.vertical().kernel();
        int width = window.horizontal().kernel();
        this.forward = new PackedWeights[groups];
        Arrays.setAll(forward, group -> PackedWeights.zeros(filtersInGroup, height * channelsInGroup * width));
        this.transposed = new PackedWeights[groups];
        Arrays.setAll(transposed, group -> PackedWeights.zeros(channelsInGroup * width, height * filtersInGroup));
    }

    private boolean isPointwise() {
        Axis vertical = window.vertical();
        return taps.length == 1 && taps[0].isIdentity() && vertical.equals(Axis.pointwise(domain.height()));
    }

    @Override
    public void load(float[] weights) {
        int height = window.vertical().kernel();
        int width = window.horizontal().kernel();
        for (int group = 0; group < groups; group++) {
            PackedWeights there = forward[group];
            PackedWeights back = transposed[group];
            for (int filter = 0; filter < filtersInGroup; filter++) {
                for (int channel = 0; channel < channelsInGroup; channel++) {
                    int from = ((group * filtersInGroup + filter) * channelsInGroup + channel) * height * width;
                    for (int position = 0; position < height; position++) {
                        int y = rowTapOrder[position];
                        for (int x = 0; x < width; x++) {
                            float weight = weights[from + y * width + x];
                            there.values()[there.index(filter, (y * channelsInGroup + channel) * width + x)] = weight;
                            back.values()[back.index(channel * width + x, position * filtersInGroup + filter)] = weight;
                        }
                    }
                }
            }
        }
    }

    /** Those taps first to last that fall on one row of the input at some positions, then those of the next phase. */
    private static int[] rowTapsByPhase(Axis axis) {
        return IntStream.range(0, axis.kernel())
                .boxed()
                .sorted((a, b) -> {
                    int phases = Integer.compare(phase(axis, a), phase(axis, b));
                    return phases != 0 ? phases : Integer.compare(a, b);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int phase(Axis axis, int tap) {
        return tap * axis.dilation() % axis.stride();
    }

    @Override
    public void apply(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples) {
        int n = image.width() * samples;
        if (ConvolutionBlocks.rows(image.height(), n) > 1) {
            blocks.apply(argument, value, forward, part, scratch, samples);
            return;
        }
        Axis vertical = window.vertical();
        int span = (vertical.kernel() - 1) * vertical.dilation() + 1;
        int perRow = channelsInGroup * taps.length;
        boolean isShifted = !Arrays.stream(taps).allMatch(ColumnTap::isIdentity);
        float[][] shifted = isShifted ? scratch.take(span * perRow, n) : new float[0][];
        float[][] seen = new float[span * perRow][];
        float[][] terms = new float[vertical.kernel() * perRow][];
        float[][] sums = new float[part.channels()][];
        for (int group = part.firstGroup(); group < part.lastGroup(); group++) {
            int prepared = 0;
            for (int y = part.firstRow(); y < part.lastRow(); y++) {
                int firstTap = firstTapInside(y);
                int lastTap = lastTapInside(y);
                for (int j = 0; j < sums.length; j++) {
                    int number = group * filtersInGroup + part.firstChannel() + j;
                    sums[j] = value.rows()[number * image.height() + y];
                    Rows.fill(sums[j], value.bias()[number], n);
                }
                int count = 0;
                prepared = Math.max(prepared, vertical.input(y, 0));
                for (int tap = firstTap; tap < lastTap; tap++) {
                    int row = vertical.input(y, tap);
                    for (; prepared <= row; prepared++) {
                        shift(argument, group, prepared, shifted, seen, prepared % span * perRow, samples);
                    }
                    System.arraycopy(seen, row % span * perRow, terms, count, perRow);
                    count += perRow;
                }
                RowProduct.add(
                        sums, sums.length, terms, count, forward[group], part.firstChannel(), firstTap * perRow, n);
                for (int j = 0; j < sums.length; j++) {
                    int number = group * filtersInGroup + part.firstChannel() + j;
                    value.end().accept(number * image.height() + y);
                }
            }
        }
    }

    private int firstTapInside(int y) {
        int tap = 0;
        while (tap < window.vertical().kernel() && window.vertical().input(y, tap) < 0) {
            tap++;
        }
        return tap;
    }

    private int lastTapInside(int y) {
        int tap = window.vertical().kernel();
        while (tap > 0 && window.vertical().input(y, tap - 1) >= domain.height()) {
            tap--;
        }
        return Math.max(tap, firstTapInside(y));
    }

    /** What the horizontal taps see of a row of the argument: itself, or shifted copies. */
    private void shift(float[][] argument, int group, int row, float[][] shifted, float[][] seen, int at, int samples) {
        for (int channel = 0; channel < channelsInGroup; channel++) {
            float[] source = argument[(group * channelsInGroup + channel) * domain.height() + row];
            for (int tap = 0; tap < taps.length; tap++) {
                int place = at + channel * taps.length + tap;
                if (taps[tap].isIdentity()) {
                    seen[place] = source;
                } else {
                    seen[place] = shifted[place];
                    taps[tap].gather(source, seen[place], samples, 0);
                }
            }
        }
    }

    @Override
    public void applyTransposed(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples) {
        int n = image.width() * samples;
        int wide = domain.width() * samples;
        if (pointwise.isPresent() && ConvolutionBlocks.rows(domain.height(), n) > 1) {
            pointwise.get().apply(argument, value, transposed, part, scratch, samples);
            return;
        }
        if (ConvolutionBlocks.rows(domain.height(), Math.max(n, wide)) > 1) {
            blocks.applyTransposed(argument, value, rowTapOrder, transposed, part, scratch, samples);
            return;
        }
        float[][] sums = scratch.take(part.channels() * taps.length, n);
        float[][] shifted = scratch.take(taps.length, wide);
        float[][] parts = new float[taps.length][];
        float[][] terms = new float[window.vertical().kernel() * filtersInGroup][];
        float[][] ones = new float[1][taps.length];
        Arrays.fill(ones[0], 1);
        float[][] result = new float[1][];
        for (int group = part.firstGroup(); group < part.lastGroup(); group++) {
            for (int row = part.firstRow(); row < part.lastRow(); row++) {
                for (float[] sum : sums) {
                    Rows.fill(sum, 0, n);
                }
                addRows(argument, group, row, part.firstChannel(), sums, terms, n);
                for (int j = 0; j < part.channels(); j++) {
                    for (int tap = 0; tap < taps.length; tap++) {
                        float[] sum = sums[j * taps.length + tap];
                        parts[tap] = taps[tap].isIdentity() ? sum : shifted[tap];
                        if (parts[tap] != sum) {
                            taps[tap].scatter(sum, parts[tap], samples);
                        }
                    }
                    int number = group * channelsInGroup + part.firstChannel() + j;
                    result[0] = value.rows()[number * domain.height() + row];
                    Rows.fill(result[0], value.bias()[number], wide);
                    RowProduct.add(result, 1, parts, taps.length, ones, 0, wide);
                    value.end().accept(number * domain.height() + row);
                }
            }
        }
    }

    private void addRows(
            float[][] argument, int group, int row, int firstChannel, float[][] sums, float[][] terms, int n) {
        Axis vertical = window.vertical();
        int count = 0;
        int from = -1;
        for (int position = 0; position < rowTapOrder.length; position++) {
            int offset = row + vertical.padding() - rowTapOrder[position] * vertical.dilation();
            int y = Math.floorDiv(offset, vertical.stride());
            if (Math.floorMod(offset, vertical.stride()) != 0 || y < 0 || y >= image.height()) {
                continue;
            }
            from = from < 0 ? position : from;
            for (int filter = 0; filter < filtersInGroup; filter++) {
                terms[count++] = argument[(group * filtersInGroup + filter) * image.height() + y];
            }
        }
        if (count > 0) {
            RowProduct.add(
                    sums,
                    sums.length,
                    terms,
                    count,
                    transposed[group],
                    firstChannel * taps.length,
                    from * filtersInGroup,
                    n);
        }
    }

    @Override
    public int rowsTogether() {
        return 1;
    }

    @Override
    public int rowsTogetherTransposed() {
        return window.vertical().stride();
    }
}
