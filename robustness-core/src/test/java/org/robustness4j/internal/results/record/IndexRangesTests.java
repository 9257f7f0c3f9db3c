package org.robustness4j.internal.results.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexRangesTests {

    @Test
    void runsAreRanges() {
        assertThat(IndexRanges.format(IntStream.of(19, 0, 1, 2, 32, 33))).isEqualTo("0-2,19,32-33");
        assertThat(IndexRanges.format(IntStream.empty())).isEmpty();
        assertThat(IndexRanges.parse("0-2,19,32-33").stream()).containsExactly(0, 1, 2, 19, 32, 33);
        assertThat(IndexRanges.parse("").stream()).isEmpty();
        assertThat(IndexRanges.parse("99999999").stream()).containsExactly(99_999_999);
    }

    @Test
    void aMillionIsolatedIndicesAreReadOnASmallStack() throws InterruptedException {
        BitSet even = new BitSet();
        IntStream.range(0, 1_000_000).forEach(i -> even.set(2 * i));
        String text = IndexRanges.format(even.stream());
        BitSet[] read = new BitSet[1];
        Thread small = new Thread(null, () -> read[0] = IndexRanges.parse(text), "small stack", 128 << 10);

        small.start();
        small.join();

        assertThat(read[0]).isEqualTo(even);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                ",",
                "1,",
                ",1",
                "1,,2",
                "-1",
                "1-",
                "1-2-3",
                "a",
                "1a",
                "1 ,2",
                "100000000",
                "1234567890",
                "\u0661"
            })
    void otherTextIsAnError(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRanges.parse(text))
                .withMessageContaining("as in 0-17,19,32-40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,3", "3,2", "0-9,9", "0-9,5-20", "0-99999999,0-99999999", "7,00000007"})
    void rangesThatDoNotAscendAreErrors(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRanges.require(text))
                .withMessageContaining("have to ascend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRanges.parse(text))
                .withMessageContaining("have to ascend");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsAnErrorAndLongTextIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRanges.parse("1,7-3"))
                .withMessage("The range of samples 7-3 ends before it begins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexRanges.parse("1,".repeat(100_000) + "x"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }
}
