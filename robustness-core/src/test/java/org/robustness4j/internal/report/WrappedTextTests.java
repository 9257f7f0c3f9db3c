package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappedTextTests {

    @Test
    void namesBreakBeforeABracketThenAtABlankADotAndAHump() {
        assertThat(name("isAttackedInEveryWay[targeted 9]", 29))
                .containsExactly("isAttackedInEveryWay", "[targeted 9]");
        assertThat(name("resistsPgd, hardened model", 20)).containsExactly("resistsPgd, hardened", "model");
        assertThat(name("com.example.digits.MnistCnnRobustnessIT", 24))
                .containsExactly("com.example.digits.", "MnistCnnRobustnessIT");
        assertThat(name("resistsProjectedGradientDescent", 20)).containsExactly("resistsProjected", "GradientDescent");
    }

    @Test
    void theParametersOfATestBreakBehindTheirSigns() {
        assertThat(name("resists[epsilon=0.00784313725490196]", 20))
                .containsExactly("resists", "[epsilon=", "0.00784313725490196]");
    }

    @Test
    void aWordWithoutJointsBreaksWhereItHasTo() {
        assertThat(name("m".repeat(25), 10)).containsExactly("m".repeat(10), "m".repeat(10), "m".repeat(5));
    }

    @Test
    void sentencesBreakAtBlanks() {
        assertThat(new WrappedText("It is A.b[targeted 9] that does not meet 0.5 %.", 24).asSentence())
                .containsExactly("It is A.b[targeted 9]", "that does not meet", "0.5 %.");
    }

    @Test
    void aCharacterOfTwoUnitsStaysWhole() {
        String bug = "\uD83D\uDC1B";

        assertThat(name("m" + bug.repeat(3), 4)).containsExactly("m" + bug, bug.repeat(2));
        assertThat(name(bug.repeat(2), 1)).containsExactly(bug, bug);
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(name("\u6570\u5B57\u6570\u5B57\u6570", 4)).containsExactly("\u6570\u5B57", "\u6570\u5B57", "\u6570");
        assertThat(name("\u6570\u5B57", 4)).containsExactly("\u6570\u5B57");
        assertThat(name("\u00E4\u03C9", 2)).containsExactly("\u00E4\u03C9");
    }

    @Test
    void controlCharactersAreBlanks() {
        assertThat(name("a\tb\u0007c\u001Bd", 10)).containsExactly("a b c d");
    }

    @Test
    void whatFitsIsLeftAlone() {
        assertThat(name("", 5)).containsExactly("");
        assertThat(name("12345", 5)).containsExactly("12345");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "20", "73"})
    void nothingIsLostButBlanks(int width) {
        String text = "com.example.MnistIT.isAttackedInEveryWay[targeted 9]: attackSuccessRate is 12.42 % (123 of 990)";

        for (List<String> lines : List.of(name(text, width), new WrappedText(text, width).asSentence())) {
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
            assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        }
    }

    private static List<String> name(String text, int width) {
        return new WrappedText(text, width).asName();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, 120",
                "'', 120",
                "wide, 120",
                "-5, 120",
                "0, 120",
                "100, 100",
                "' 90 ', 90",
                "40, 80",
                "200, 200"
            })
    void theConsoleIsAsWideAsTheShellSaysIfThatMakesSense(String columns, int width) {
        assertThat(ConsoleWidth.of(columns).columns()).isEqualTo(width);
        assertThat(ConsoleWidth.of(columns).after("[INFO] ")).isEqualTo(width - 7);
    }

    @Test
    void aPerCentSignStaysWithItsNumber() {
        assertThat(new WrappedText("the maximum is 10 %, set", 17).asSentence())
                .containsExactly("the maximum is", "10 %, set");
    }
}
