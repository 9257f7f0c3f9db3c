package org.robustness4j.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command that stands in one text. Blanks and line ends separate them, except inside of quotes, single or
 * double. All other characters are as they are, so that paths of Windows need nothing.
 *
 * @param text the command
 */
record Words(String text) {

    /** @throws IllegalArgumentException if a quote is not closed */
    List<String> split() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (quote != 0 && character == quote) {
                quote = 0;
            } else if (quote == 0 && (character == '"' || character == '\'')) {
                quote = character;
                isWord = true;
            } else if (quote == 0 && Character.isWhitespace(character)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    isWord = false;
                }
            } else {
                word.append(character);
                isWord = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException(
                    "a quote " + quote + " is opened and not closed in '" + text.strip() + "'");
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
