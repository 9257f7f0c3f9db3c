package org.robustness4j.certification.internal.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.certification.internal.search.Requirement;

class VnnlibFileTests {

    private static final String DECLARED =
            "(declare-const X_0 Real) ; a comment (\n(declare-const X_1 Real)\n(declare-const Y_0 Real)\n(declare-const Y_1 Real)\n";
    private static final String BOX =
            "(assert (>= X_0 0.1))(assert (<= X_0 0.2))\n(assert (and (<= X_1 1e-3) (<= -1 X_1)))\n";

    @TempDir
    private Path folder;

    private VnnlibProperty read(String text) throws IOException {
        return VnnlibFile.read(Files.writeString(folder.resolve("property.vnnlib"), text));
    }

    @Test
    void aBoxIsReadAndRoundedOutwards() throws IOException {
        VnnlibProperty property = read(DECLARED + BOX + "(assert (<= Y_0 Y_1))");
        assertThat(property.inputs()).isEqualTo(2);
        assertThat(property.outputs()).isEqualTo(2);
        assertThat(property.boxes()).hasSize(1);
        VnnlibProperty.Box box = property.boxes().get(0);
        // 0.1 is less than the nearest number of float64, and 0.2 too
        assertThat(box.low()).containsExactly(Math.nextDown(0.1), -1);
        assertThat(box.high()[0]).isEqualTo(0.2);
        assertThat(box.clauses()).hasSize(1);
    }

    /** The file says what a counterexample is like. */
    @Test
    void whatIsToBeProvedIsTheContrary() throws IOException {
        VnnlibProperty property = read(DECLARED + BOX + "(assert (<= Y_0 (+ (* 2 Y_1) 0.5)))");
        Requirement requirement =
                property.boxes().get(0).clauses().get(0).requirements().get(0);
        assertThat(requirement.coefficients()).containsExactly(1, -2);
        assertThat(requirement.threshold()).isEqualTo(0.5);
        assertThat(requirement.margin(new float[] {3, 1})).isEqualTo(0.5);
    }

    @Test
    void alternativesOfTheSameBoxAreProvedTogether() throws IOException {
        VnnlibProperty property = read(DECLARED + BOX + "(assert (or (and (<= Y_0 0) (<= Y_1 0)) (and (>= Y_0 Y_1))))");
        assertThat(property.boxes()).hasSize(1);
        assertThat(property.boxes().get(0).clauses())
                .extracting(clause -> clause.requirements().size())
                .containsExactly(2, 1);
    }

    @Test
    void alternativesOfBoxesAreProvedOneByOne() throws IOException {
        VnnlibProperty property = read(DECLARED
                + "(assert (or (and (>= X_0 0) (<= X_0 1)) (and (>= X_0 2) (<= X_0 3)) (and (>= X_0 5) (<= X_0 4))))"
                + "(assert (>= X_1 0))(assert (<= X_1 1))(assert (>= Y_0 Y_1))");
        assertThat(property.boxes()).as("an empty one has no points").hasSize(2);
        assertThat(property.boxes().get(1).low()).containsExactly(2, 0);
    }

    @Test
    void filesMayBeCompressed() throws IOException {
        Path file = folder.resolve("property.vnnlib.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((DECLARED + BOX + "(assert (<= Y_0 Y_1))").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(VnnlibFile.read(file).boxes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(assert (<= Y_0 Y_1)| The parenthesis of line 7 is not closed",
                "(assert (<= Y_0 Y_1)))| Line 7: a parenthesis is closed that is not open",
                "(assert (<= Y_0 Y_7))| Y_7 is not declared",
                "(assert (<= Y_0 (* Y_0 Y_1)))| Line 7: a product of two variables is not linear",
                "(assert (<= X_0 X_1))(assert (<= Y_0 0))| inputs can be limited by numbers alone",
                "(assert (=> Y_0 Y_1))| Line 7: '(=> ...)' is not known; and, or, <=, >=, <, > and = are",
                "(assert (<= Z_0 Y_1))| Line 7: 'Z_0' is not known",
                "(assert (<= Y_0 1e99999999))| Line 7: '1e99999999' is not known",
                "(define-fun f)| Line 7: '(define-fun ...)' is not known",
                "(assert (<= X_0 0.15))| nothing is asserted about the outputs",
            })
    void whatIsWrongIsSaid(String text, String message) {
        assertThatThrownBy(() -> read(DECLARED + BOX + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("property.vnnlib cannot be read")
                .hasMessageContaining(message);
    }

    @Test
    void anInputWithoutLimitIsRefused() {
        assertThatThrownBy(() -> read(DECLARED + "(assert (<= X_0 1))(assert (<= Y_0 Y_1))"))
                .hasMessageContaining("X_0 has no lower or no upper limit; give it both");
    }
}
