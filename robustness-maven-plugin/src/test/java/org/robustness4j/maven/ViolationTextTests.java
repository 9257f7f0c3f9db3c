package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.internal.gate.NextStep;
import org.robustness4j.internal.gate.Violation;

class ViolationTextTests {

    private static final String TEST = "MnistCnnRobustnessIT.resistsPgd[epsilon=0.1]";
    private static final List<NextStep> STEPS = List.of(
            new NextStep(
                    "See the broken samples again, as files in target/broken",
                    "mvn test-compile robustness:replay -pl :digits -Drobustness.replay.test='" + TEST + "'"),
            new NextStep("Take a stronger attack: more steps or restarts, Pgd or AutoAttack; or record this one", ""));
    private static final Violation MISSED = new Violation(
                    TEST, "attackSuccessRate is 12.42 % (123 of 990), but the maximum is 5 %, set by the test")
            .with(STEPS);

    /** Behind "[ERROR] " of a console of 80 columns. */
    private static final int NARROW = 72;

    @Test
    void aViolationIsWrappedBelowItsSubjectAndCommandsStayWhole() {
        assertThat(ViolationText.items(List.of(MISSED), NARROW))
                .containsExactly(
                        "  - MnistCnnRobustnessIT.resistsPgd[epsilon=0.1]: attackSuccessRate is",
                        "    12.42 % (123 of 990), but the maximum is 5 %, set by the test",
                        "    > See the broken samples again, as files in target/broken:",
                        "      mvn test-compile robustness:replay -pl :digits"
                                + " -Drobustness.replay.test='MnistCnnRobustnessIT.resistsPgd[epsilon=0.1]'",
                        "    > Take a stronger attack: more steps or restarts, Pgd or AutoAttack;",
                        "      or record this one");
    }

    @Test
    void severalViolationsOfOneTestHaveTheirRemedyOnce() {
        Violation other = new Violation(TEST, "robustAccuracy is too low").with(STEPS);

        Violation between = new Violation("results", "are old");

        assertThat(ViolationText.items(List.of(MISSED, between, other), 200))
                .containsExactly(
                        "  - " + MISSED,
                        "  - " + other,
                        "    > See the broken samples again, as files in target/broken:",
                        "      " + STEPS.get(0).command(),
                        "    > " + STEPS.get(1).text(),
                        "  - results: are old");
    }

    @Test
    void warningsStandByThemselves() {
        assertThat(ViolationText.warnings(List.of(new Violation("results", "there are none")), NARROW))
                .containsExactly("results: there are none");
    }

    @Test
    void theLinesOfAMessageStayApart() {
        assertThat(ViolationText.items(List.of(new Violation("a", "one\ntwo")), NARROW))
                .containsExactly("  - a: one", "    two");
    }
}
