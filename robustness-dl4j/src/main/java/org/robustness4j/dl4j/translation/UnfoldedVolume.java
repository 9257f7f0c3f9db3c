package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation.Gather;

/**
 * What a window sees at each of its positions in a volume; an image is one of depth 1, a sequence one of height 1.
 *
 * @param shape of the volume, its images under each other
 * @param depth the number of its images
 */
record UnfoldedVolume(FeatureShape shape, int depth, Taps across, Taps down, Taps along) {

    int positions() {
        return across.positions() * down.positions() * along.positions();
    }

    private int taps() {
        return across.size() * down.size() * along.size();
    }

    /** The shape of what a window makes of the volume. */
    FeatureShape output(int channels) {
        return new FeatureShape(channels, across.positions() * down.positions(), along.positions());
    }

    /** The value of a channel that a tap sees at a position, in the flattened volume; {@link Gather#ZERO} for padding. */
    private int source(int channel, int position, int tap) {
        int z = across.sources()[position / (down.positions() * along.positions())][tap / (down.size() * along.size())];
        int y = down.sources()[position / along.positions() % down.positions()][tap / along.size() % down.size()];
        int x = along.sources()[position % along.positions()][tap % along.size()];
        return z == Gather.ZERO || y == Gather.ZERO || x == Gather.ZERO
                ? Gather.ZERO
                : shape.index(channel, z * (shape.height() / depth) + y, x);
    }

    /** For each channel and position what the window sees. */
    int[][] windows(boolean withPadding) {
        int[][] windows = new int[shape.channels() * positions()][];
        for (int i = 0; i < windows.length; i++) {
            int channel = i / positions();
            int position = i % positions();
            windows[i] = IntStream.range(0, taps())
                    .map(tap -> source(channel, position, tap))
                    .filter(source -> withPadding || source != Gather.ZERO)
                    .toArray();
        }
        return windows;
    }

    /** The taps as channels: those of the first channel come first. */
    Gather channels() {
        FeatureShape unfolded = output(shape.channels() * taps());
        int[] source = new int[unfolded.size()];
        for (int i = 0; i < source.length; i++) {
            int channel = i / positions();
            source[i] = source(channel / taps(), i % positions(), channel % taps());
        }
        return new Gather(source, unfolded);
    }

    /** The positions as channels, and in each of them all that the window sees there; one vector. */
    Gather positions(int[] order) {
        int[] source = new int[positions() * shape.channels() * taps()];
        int at = 0;
        for (int position : order) {
            for (int channel = 0; channel < shape.channels(); channel++) {
                for (int tap = 0; tap < taps(); tap++) {
                    source[at++] = source(channel, position, tap);
                }
            }
        }
        return new Gather(source, FeatureShape.flat(source.length));
    }

    /** Whether a gather changes nothing. */
    static boolean isIdentity(Gather gather, FeatureShape shape) {
        return gather.shape().equals(shape)
                && Arrays.equals(
                        gather.source(), IntStream.range(0, shape.size()).toArray());
    }
}
