package org.robustness4j.model.internal.compiled.kernel;

import static org.robustness4j.model.internal.compiled.kernel.WinogradTransforms.STEP;
import static org.robustness4j.model.internal.compiled.kernel.WinogradTransforms.TILE;

import java.util.Arrays;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;

/**
 * A convolution with windows of 3 x 3 that move by one, as Winograd's minimal filtering: the four values that a tile
 * gives take 16 multiplications for each channel, where their definition takes 36 (Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", arXiv 1509.09308, section 4.1).
 *
 * <p>Each value is computed by the same operations in the same order whatever the number of samples is, and however
 * many rows of tiles are taken together.
 */
final class WinogradConvolution {

    private static final int PLACES = WinogradTransforms.VALUES_OF_A_TILE;

    /** The sums of a place of many tiles stay in the second-level cache. */
    private static final int VALUES_OF_SUMS = 1 << 16;

    /** The tiles that are taken together, with all channels, stay in the last-level cache. */
    private static final int VALUES_OF_TILES = 1 << 22;

    private final FeatureShape domain;
    private final FeatureShape image;
    private final int top;
    private final int channels;
    private final int filters;
    private final int tileColumns;
    private final ColumnTap[] taps;
    /** For each group and place in a tile the weight of each filter and channel. */
    private final PackedWeights[][] weights;

    /**
     * Prepares the map, with weights that are zero.
     *
     * @param domain the shape of its argument
     * @param image the shape of its value
     * @param top how many rows above the first one the first window begins
     * @param left how many columns before the first one it begins
     */
    WinogradConvolution(FeatureShape domain, FeatureShape image, int top, int left, int groups) {
        this.domain = domain;
        this.image = image;
        this.top = top;
        this.channels = domain.channels() / groups;
        this.filters = image.channels() / groups;
        this.tileColumns = -Math.floorDiv(-image.width(), STEP);
        this.taps = ColumnTap.all(new Axis(TILE, STEP, 1, left, tileColumns), domain.width());
        this.weights = new PackedWeights[groups][PLACES];
        for (PackedWeights[] ofGroup : weights) {
            Arrays.setAll(ofGroup, place -> PackedWeights.zeros(filters, channels));
        }
    }

    /**
     * Takes over the weights of a filter for a channel.
     *
     * @param transformed the transform of the window
     */
    void load(int group, int filter, int channel, float[] transformed) {
        for (int place = 0; place < PLACES; place++) {
            PackedWeights ofPlace = weights[group][place];
            ofPlace.values()[ofPlace.index(filter, channel)] = transformed[place];
        }
    }

    /** Takes over the weights of a filter for a channel, of a window that is turned by 180 degrees. */
    void loadTurned(int group, int filter, int channel, float[] transformed) {
        for (int place = 0; place < PLACES; place++) {
            PackedWeights ofPlace = weights[group][place];
            ofPlace.values()[ofPlace.index(filter, channel)] = transformed[
                    WinogradTransforms.turned(place / TILE) * TILE + WinogradTransforms.turned(place % TILE)];
        }
    }

    /**
     * Some rows of tiles.
     *
     * @param first of them
     * @param count how many there are
     * @param n the length of one
     */
    private record Strip(int first, int count, int n, int samples) {

        int length() {
            return count * n;
        }
    }

    /**
     * Applies the map.
     *
     * @param part of the value
     */
    void apply(float[][] argument, RowSums value, OutputPart part, Scratch scratch, int samples) {
        int n = tileColumns * samples;
        int length = Math.min(RowProduct.lengthOfBlocks(), VALUES_OF_TILES / (PLACES * channels));
        int firstTile = part.firstRow() / STEP;
        int lastTile = -Math.floorDiv(-part.lastRow(), STEP);
        int rows = ConvolutionBlocks.rows(lastTile - firstTile, n, length);
        int together = ConvolutionBlocks.together(part.channels(), VALUES_OF_SUMS / (rows * n));
        float[][][] tiles = places(scratch, channels, rows * n);
        float[][][] sums = places(scratch, together, rows * n);
        float[][] even = scratch.take(TILE, (rows + 1) * n);
        float[][] odd = scratch.take(TILE, (rows + 1) * n);
        for (int group = part.firstGroup(); group < part.lastGroup(); group++) {
            for (int first = firstTile; first < lastTile; first += rows) {
                Strip strip = new Strip(first, Math.min(rows, lastTile - first), n, samples);
                for (int channel = 0; channel < channels; channel++) {
                    int row = STEP * first - top;
                    gather(argument, group * channels + channel, row, even, strip);
                    gather(argument, group * channels + channel, row + 1, odd, strip);
                    transform(even, odd, tiles, channel, strip);
                }
                for (int filter = part.firstChannel(); filter < part.lastChannel(); filter += together) {
                    int count = Math.min(together, part.lastChannel() - filter);
                    int number = group * filters + filter;
                    for (int place = 0; place < PLACES; place++) {
                        start(sums[place], count, place, value.bias(), number, strip.length());
                        RowProduct.add(
                                sums[place],
                                count,
                                tiles[place],
                                channels,
                                weights[group][place],
                                filter,
                                0,
                                strip.length());
                    }
                    for (int j = 0; j < count; j++) {
                        give(sums, j, value, number + j, strip);
                    }
                }
            }
        }
    }

    private static float[][][] places(Scratch scratch, int count, int length) {
        float[][][] places = new float[PLACES][][];
        Arrays.setAll(places, place -> scratch.take(count, length));
        return places;
    }

    /** Of every other row, from one on, what the columns of tiles see, transformed along the columns. */
    private void gather(float[][] argument, int channel, int from, float[][] seen, Strip strip) {
        int n = strip.n();
        for (int i = 0; i <= strip.count(); i++) {
            int row = from + STEP * i;
            if (row < 0 || row >= domain.height()) {
                for (float[] ofTap : seen) {
                    Arrays.fill(ofTap, i * n, (i + 1) * n, 0);
                }
            } else {
                gather(argument[channel * domain.height() + row], seen, i * n, strip);
            }
        }
        WinogradTransforms.ofInput(seen[0], seen[1], seen[2], seen[3], (strip.count() + 1) * n);
    }

    /** A tile sees by its last two columns what the next one sees by its first two. */
    private void gather(float[] row, float[][] seen, int at, Strip strip) {
        int samples = strip.samples();
        int shared = strip.n() - samples;
        for (int tap = 0; tap < STEP; tap++) {
            taps[tap].gather(row, seen[tap], at, samples, 0);
            float[] later = seen[tap + STEP];
            System.arraycopy(seen[tap], at + samples, later, at, shared);
            int last = taps[tap + STEP].axis().input(tileColumns - 1, tap + STEP);
            if (last < domain.width()) {
                System.arraycopy(row, last * samples, later, at + shared, samples);
            } else {
                Arrays.fill(later, at + shared, at + strip.n(), 0);
            }
        }
    }

    /** Of a channel, from what columns see of even and odd rows, all places of the transformed tiles. */
    private static void transform(float[][] even, float[][] odd, float[][][] tiles, int channel, Strip strip) {
        for (int x = 0; x < TILE; x++) {
            for (int y = 0; y < TILE; y += STEP) {
                int from = y / STEP * strip.n();
                System.arraycopy(even[x], from, tiles[y * TILE + x][channel], 0, strip.length());
                System.arraycopy(odd[x], from, tiles[(y + 1) * TILE + x][channel], 0, strip.length());
            }
            WinogradTransforms.ofInput(
                    tiles[x][channel],
                    tiles[TILE + x][channel],
                    tiles[2 * TILE + x][channel],
                    tiles[3 * TILE + x][channel],
                    strip.length());
        }
    }

    /** What stands at the second row and column of a tile goes into all its outputs, once and with this sign. */
    private static void start(float[][] sums, int count, int place, float[] bias, int number, int length) {
        for (int j = 0; j < count; j++) {
            Rows.fill(sums[j], place == TILE + 1 ? bias[number + j] : 0, length);
        }
    }

    private void give(float[][][] sums, int j, RowSums value, int filter, Strip strip) {
        for (int x = 0; x < TILE; x++) {
            WinogradTransforms.ofSums(
                    sums[x][j], sums[TILE + x][j], sums[2 * TILE + x][j], sums[3 * TILE + x][j], strip.length());
        }
        for (int y = 0; y < STEP; y++) {
            float[] first = sums[TILE * y][j];
            float[] second = sums[TILE * y + 1][j];
            WinogradTransforms.ofSums(first, second, sums[TILE * y + 2][j], sums[TILE * y + 3][j], strip.length());
            for (int i = 0; i < strip.count(); i++) {
                int row = STEP * (strip.first() + i) + y;
                if (row < image.height()) {
                    int number = filter * image.height() + row;
                    interleave(first, i * strip.n(), value.rows()[number], 0, strip.samples());
                    interleave(second, i * strip.n(), value.rows()[number], 1, strip.samples());
                    value.end().accept(number);
                }
            }
        }
    }

    /** Every other column of a row, from one on. */
    private void interleave(float[] from, int at, float[] row, int first, int samples) {
        for (int column = first; column < image.width(); column += STEP) {
            System.arraycopy(from, at + column / STEP * samples, row, column * samples, samples);
        }
    }
}
