package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamePatternTests {

    @Test
    void matchesWhatTheRegularExpressionMatches() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab*?", 7);
            String name = word(random, "ab", 9);
            assertThat(new NamePattern(pattern).matches(name))
                    .as("%s on %s", pattern, name)
                    .isEqualTo(Pattern.matches(pattern.replace("*", ".*").replace('?', '.'), name));
        }
    }

    private static String word(Random random, String letters, int longest) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(longest); n > 0; n--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void manyStarsOnALongNameTakeNoTime() {
        String name = "a".repeat(10_000);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(new NamePattern("*a".repeat(100) + "b").matches(name))
                        .isFalse());
        assertThatCode(() -> new NamePattern("*".repeat(10_000)).matches(name)).doesNotThrowAnyException();
        assertThat(new NamePattern("$[x]*").matches("$[x]y")).isTrue();
    }
}
