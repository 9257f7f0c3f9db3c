package org.robustness4j.certification.internal.vnnlib;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads terms, up to a number of them. */
final class TermReader {

    /** A property of an image of 224 x 224 x 3 has a million. */
    private static final int MOST = 20_000_000;

    private static final int DEEPEST = 200;

    private final Deque<List<Term>> open = new ArrayDeque<>();
    private final Deque<Integer> lines = new ArrayDeque<>();
    private int count;

    private TermReader() {
        open.push(new ArrayList<>());
    }

    /**
     * Reads all terms.
     *
     * @throws IllegalArgumentException if parentheses do not match, or there is too much
     */
    static List<Term> read(Reader text) throws IOException {
        TermReader reader = new TermReader();
        BufferedReader lines = new BufferedReader(text);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            int comment = line.indexOf(';');
            reader.take(comment < 0 ? line : line.substring(0, comment), number);
        }
        if (reader.open.size() != 1) {
            throw new IllegalArgumentException(
                    "The parenthesis of line " + reader.lines.peek() + " is not closed; the file may be cut off");
        }
        return reader.open.element();
    }

    private void take(String line, int number) {
        int at = 0;
        while (at < line.length()) {
            char sign = line.charAt(at);
            if (sign == '(') {
                if (open.size() > DEEPEST) {
                    throw new IllegalArgumentException(
                            "Line " + number + ": there are more than " + DEEPEST + " parentheses in each other");
                }
                open.push(new ArrayList<>());
                lines.push(number);
                at++;
            } else if (sign == ')') {
                if (open.size() == 1) {
                    throw new IllegalArgumentException("Line " + number + ": a parenthesis is closed that is not open");
                }
                List<Term> terms = open.pop();
                add(new Term("", List.copyOf(terms), lines.pop()));
                at++;
            } else if (Character.isWhitespace(sign)) {
                at++;
            } else {
                int end = at;
                while (end < line.length()
                        && line.charAt(end) != '('
                        && line.charAt(end) != ')'
                        && !Character.isWhitespace(line.charAt(end))) {
                    end++;
                }
                add(new Term(line.substring(at, end), List.of(), number));
                at = end;
            }
        }
    }

    private void add(Term term) {
        if (++count > MOST) {
            throw new IllegalArgumentException("There are more than " + MOST + " terms");
        }
        open.element().add(term);
    }
}
