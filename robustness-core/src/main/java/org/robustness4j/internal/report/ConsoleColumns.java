package org.robustness4j.internal.report;

/** How many columns of a console text takes: signs of East Asia and emoji take two. */
final class ConsoleColumns {

    /** First and last code points of the blocks that are Wide or Fullwidth in Unicode's EastAsianWidth.txt. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, // Hangul Jamo
        {0x231A, 0x231B}, // watches
        {0x23E9, 0x23EC},
        {0x2614, 0x2615},
        {0x2648, 0x2653}, // signs of the zodiac
        {0x26C4, 0x26C5},
        {0x2705, 0x2705}, // check mark
        {0x274C, 0x274C}, // cross mark
        {0x2753, 0x2755},
        {0x2E80, 0x303E}, // radicals, punctuation
        {0x3041, 0xA4CF}, // kana, ideographs, Yi
        {0xA960, 0xA97C},
        {0xAC00, 0xD7A3}, // Hangul
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60}, // full width
        {0xFFE0, 0xFFE6},
    };

    /** Takes no column of its own; it is put behind a wide character, so that the length is the number of columns. */
    private static final char FILLER = '\uFFFF';

    private ConsoleColumns() {}

    /**
     * The columns of a code point. Beyond the first plane all count as wide, as nearly all that are written are, emoji
     * and ideographs: a line may then be a column short, and never too long.
     */
    static int of(int codePoint) {
        if (Character.isSupplementaryCodePoint(codePoint)) {
            return 2;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    static int of(String text) {
        return text.codePoints().map(ConsoleColumns::of).sum();
    }

    /** A text as long as it is wide, for those who count characters. */
    static String filled(String text) {
        StringBuilder filled = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            filled.appendCodePoint(codePoint);
            if (Character.charCount(codePoint) < of(codePoint)) {
                filled.append(FILLER);
            }
        });
        return filled.toString();
    }

    /** The text that was filled. */
    static String unfilled(String text) {
        return text.replace(String.valueOf(FILLER), "");
    }
}
