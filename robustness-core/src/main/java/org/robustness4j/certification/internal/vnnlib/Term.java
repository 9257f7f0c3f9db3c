package org.robustness4j.certification.internal.vnnlib;

import java.util.List;

/**
 * A word, or a list in parentheses.
 *
 * @param word the word, empty for a list
 * @param terms those of a list, none for a word
 * @param line where it stands in the file
 */
record Term(String word, List<Term> terms, int line) {

    /** What a list begins with; empty if with no word. */
    String head() {
        return terms.isEmpty() ? "" : terms.get(0).word();
    }

    /** What follows the first term of a list. */
    List<Term> arguments() {
        return terms.subList(1, terms.size());
    }
}
