package org.robustness4j.internal.results.record;

import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Indices of samples as text, runs of them as ranges: {@code 0-17,19,32-40}. Read and written character by character,
 * since a regular expression with a repeated group takes a stack frame for each repetition, and there is one for each
 * sample.
 */
public final class IndexRanges {

    /** A set takes a bit for each index up to its largest, however short its text is: 12.5 MB for this one. */
    public static final int LARGEST = 99_999_999;

    private static final int MOST_DIGITS = 8;
    private static final int SHOWN = 60;

    private final String text;
    private int position;

    private IndexRanges(String text) {
        this.text = text;
    }

    public static String format(IntStream indices) {
        BitSet set = new BitSet();
        indices.forEach(set::set);
        StringBuilder ranges = new StringBuilder();
        int from = set.nextSetBit(0);
        while (from >= 0) {
            int to = set.nextClearBit(from) - 1;
            ranges.append(ranges.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                ranges.append('-').append(to);
            }
            from = set.nextSetBit(to + 1);
        }
        return ranges.toString();
    }

    /**
     * The indices that ranges hold.
     *
     * @throws IllegalArgumentException if the text is something else, or its ranges do not ascend
     */
    public static BitSet parse(String text) {
        BitSet set = new BitSet();
        new IndexRanges(text).forEach((from, to) -> set.set(from, to + 1));
        return set;
    }

    /**
     * Goes through the text, and keeps nothing of it.
     *
     * @throws IllegalArgumentException if it is something else, or its ranges do not ascend
     */
    public static void require(String text) {
        new IndexRanges(text).forEach((from, to) -> {});
    }

    private interface Range {

        void is(int from, int to);
    }

    private void forEach(Range range) {
        if (text.isEmpty()) {
            return;
        }
        int last = -1;
        do {
            int begin = position;
            int from = number();
            int to = skip('-') ? number() : from;
            if (to < from) {
                throw new IllegalArgumentException(
                        "The range of samples " + text.substring(begin, position) + " ends before it begins");
            }
            if (from <= last) {
                throw new IllegalArgumentException("The samples " + text.substring(begin, position) + " stand behind "
                        + last + ", but indices of samples have to ascend");
            }
            range.is(from, to);
            last = to;
        } while (skip(','));
        if (position < text.length()) {
            throw wrong();
        }
    }

    private int number() {
        int begin = position;
        int number = 0;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            if (position - begin == MOST_DIGITS) {
                throw wrong();
            }
            number = 10 * number + (text.charAt(position) - '0');
            position++;
        }
        if (position == begin) {
            throw wrong();
        }
        return number;
    }

    private boolean skip(char expected) {
        boolean isThere = position < text.length() && text.charAt(position) == expected;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private IllegalArgumentException wrong() {
        int from = Math.max(0, position - SHOWN / 2);
        int to = Math.min(text.length(), from + SHOWN);
        return new IllegalArgumentException(
                "Indices of samples up to " + LARGEST + " are written as in 0-17,19,32-40, but here as '"
                        + (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "")
                        + "', which is wrong at character " + position);
    }
}
