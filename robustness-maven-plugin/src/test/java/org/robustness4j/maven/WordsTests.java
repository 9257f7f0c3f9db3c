package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WordsTests {

    @Test
    void blanksSeparateWordsAndQuotesHoldThemTogether() {
        assertThat(new Words("  --a b\n\t --c='d e' \"f's\" '' g\"h\"i ").split())
                .containsExactly("--a", "b", "--c=d e", "f's", "", "ghi");
        assertThat(new Words(" \n").split()).isEmpty();
    }

    @Test
    void allElseIsAsItIs() {
        assertThat(new Words("\"C:\\new\\table.csv\" com.example.Attacks#strong o/run#12 gr\u00f6\u00dfe @x").split())
                .containsExactly(
                        "C:\\new\\table.csv", "com.example.Attacks#strong", "o/run#12", "gr\u00f6\u00dfe", "@x");
    }

    @Test
    void aQuoteThatIsNotClosedIsSaid() {
        assertThatThrownBy(() -> new Words("--a 'b c").split()).hasMessageContaining("opened and not closed");
    }
}
