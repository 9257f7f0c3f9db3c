package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text over as many lines as it takes. Nothing of it is lost but the blanks at which it is broken; tabs and other
 * control characters, which would move what is beside them, are blanks.
 *
 * @param text to be broken
 * @param width the most columns of a line, at least 1; one character may take two
 */
public record WrappedText(String text, int width) {

    private static final String BREAKS_BEHIND = "-_/=:#$,;";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public WrappedText {
        text = CONTROL.matcher(text).replaceAll(" ");
    }

    /** A name, broken before a bracket, at a blank or a dot, at the hump of a camel, or wherever it has to be. */
    public List<String> asName() {
        return lines(List.of(this::isBracket, this::isBlank, this::isDot, this::isHump), width / 3);
    }

    /** A sentence, broken at its blanks, and where a word is too long as a name is. */
    public List<String> asSentence() {
        return lines(List.of(this::isBlank, this::isBracket, this::isDot, this::isHump), width / 4);
    }

    /** Whether a text may be broken before a character. */
    private interface Joint {

        boolean isAt(int index);
    }

    private List<String> lines(List<Joint> joints, int shortest) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        int furthest = furthest(from);
        while (furthest < text.length()) {
            int to = end(from, furthest, joints, Math.max(1, shortest));
            lines.add(text.substring(from, to).stripTrailing());
            from = to;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
            furthest = furthest(from);
        }
        lines.add(text.substring(from));
        return List.copyOf(lines);
    }

    /** Where a line has to end at last: behind as many code points as fit, and behind one in any case. */
    private int furthest(int from) {
        int left = width;
        int index = from;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            left -= ConsoleColumns.of(codePoint);
            if (left < 0 && index > from) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return index;
    }

    /** The last joint of the first kind that leaves a line of some length. */
    private int end(int from, int furthest, List<Joint> joints, int shortest) {
        for (int least : new int[] {shortest, 1}) {
            for (Joint joint : joints) {
                OptionalInt last = last(from + least, furthest, joint::isAt);
                if (last.isPresent()) {
                    return last.getAsInt();
                }
            }
        }
        return furthest;
    }

    private static OptionalInt last(int first, int last, IntPredicate joint) {
        return IntStream.rangeClosed(first, last)
                .map(index -> first + last - index)
                .filter(joint)
                .findFirst();
    }

    /** Not the blank between a number and its per cent sign. */
    private boolean isBlank(int index) {
        return text.charAt(index) == ' ' && !text.startsWith("%", index + 1);
    }

    private boolean isBracket(int index) {
        return text.charAt(index) == '[' || text.charAt(index) == '(';
    }

    /** Not the point of a number. */
    private boolean isDot(int index) {
        return text.charAt(index - 1) == '.' && !Character.isDigit(text.charAt(index));
    }

    private boolean isHump(int index) {
        char before = text.charAt(index - 1);
        boolean isFraction = before == '/' && Character.isDigit(text.charAt(index));
        return (BREAKS_BEHIND.indexOf(before) >= 0 && !isFraction)
                || (Character.isUpperCase(text.charAt(index)) && !Character.isUpperCase(before));
    }
}
