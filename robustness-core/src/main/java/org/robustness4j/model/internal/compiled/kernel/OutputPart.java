package org.robustness4j.model.internal.compiled.kernel;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.network.FeatureShape;

/**
 * A part of what a convolution gives. Each value is computed by itself: whatever the parts are, it has the same bits.
 *
 * @param firstRow of each image
 * @param lastRow the one behind the last
 * @param firstGroup of the channels
 * @param lastGroup the one behind the last
 * @param firstChannel of each of these groups, a multiple of four as weights are packed
 * @param lastChannel the one behind the last
 */
record OutputPart(int firstRow, int lastRow, int firstGroup, int lastGroup, int firstChannel, int lastChannel) {

    /** All of it. */
    static OutputPart whole(FeatureShape output, int groups) {
        return new OutputPart(0, output.height(), 0, groups, 0, output.channels() / groups);
    }

    /**
     * About equal parts: of the rows, as long as those are enough for long sums, otherwise of the channels.
     *
     * @param unit rows that stay together
     * @param samples how many there are of each output
     * @param most how many parts there are at most
     */
    static List<OutputPart> of(FeatureShape output, int groups, int unit, int samples, int most) {
        OutputPart whole = whole(output, groups);
        int units = output.height() / unit;
        if (units / most * unit * output.width() * samples >= RowProduct.lengthOfBlocks()) {
            return whole.byRows(most, unit);
        }
        if (groups > 1) {
            return whole.byGroups(Math.min(most, groups));
        }
        return whole.byChannels(Math.max(1, Math.min(most, output.channels() / PackedWeights.TOGETHER)));
    }

    private List<OutputPart> byRows(int parts, int unit) {
        List<OutputPart> result = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = bound(part, parts, lastRow, unit);
            int to = bound(part + 1, parts, lastRow, unit);
            result.add(new OutputPart(from, to, firstGroup, lastGroup, firstChannel, lastChannel));
        }
        return result;
    }

    private List<OutputPart> byGroups(int parts) {
        List<OutputPart> result = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = bound(part, parts, lastGroup, 1);
            int to = bound(part + 1, parts, lastGroup, 1);
            result.add(new OutputPart(firstRow, lastRow, from, to, firstChannel, lastChannel));
        }
        return result;
    }

    private List<OutputPart> byChannels(int parts) {
        List<OutputPart> result = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = bound(part, parts, lastChannel, PackedWeights.TOGETHER);
            int to = bound(part + 1, parts, lastChannel, PackedWeights.TOGETHER);
            result.add(new OutputPart(firstRow, lastRow, firstGroup, lastGroup, from, to));
        }
        return result;
    }

    /** Where a part begins, a multiple of a unit; behind the last part the end. */
    private static int bound(int part, int parts, int end, int unit) {
        return part >= parts ? end : (int) ((long) end / unit * part / parts) * unit;
    }

    /** How many channels of each group there are. */
    int channels() {
        return lastChannel - firstChannel;
    }
}
