package org.robustness4j.results;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Indices of samples as text, runs of them as ranges: {@code 0-17,19,32-40}. */
final class IndexRanges {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(-\\d{1,9})?(,\\d{1,9}(-\\d{1,9})?)*)?");

    private IndexRanges() {}

    static String format(IntStream indices) {
        BitSet set = new BitSet();
        indices.forEach(set::set);
        List<String> ranges = new ArrayList<>();
        int from = set.nextSetBit(0);
        while (from >= 0) {
            int to = set.nextClearBit(from) - 1;
            ranges.add(from == to ? Integer.toString(from) : from + "-" + to);
            from = set.nextSetBit(to + 1);
        }
        return String.join(",", ranges);
    }

    /** @throws IllegalArgumentException if the text is something else */
    static BitSet parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Indices of samples are written as in 0-17,19,32-40, but here as '" + text + "'");
        }
        BitSet set = new BitSet();
        for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int from = Integer.parseInt(ends[0]);
            int to = Integer.parseInt(ends[ends.length - 1]);
            if (to < from) {
                throw new IllegalArgumentException("The range of samples " + range + " ends before it begins");
            }
            set.set(from, to + 1);
        }
        return set;
    }
}
