package org.robustness4j.junit.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.internal.results.record.TestId;

class TestsToHardenTests {

    private static final TestId TEST = new TestId("com.example.DigitsIT", "resistsPgd", "epsilon=2/255");
    private static final TestId SUITE = new TestId("com.example.DigitsIT", "standsEverything", null);
    private static final String EXAMPLE = """


            import org.robustness4j.junit.Harden;
            import org.robustness4j.junit.TrainingSamples;

            @TrainingSamples
            static DataSetIterator training() {
                return ...; // labelled samples of the same kind, none of them among the test's
            }

            @Harden
            @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.05)
            void resistsPgd() {}
            """;
    private static final String ADVICE =
            ". The annotation says how the model is hardened. Put it on the test, or on its"
                    + " class, and give the class samples to train on:" + EXAMPLE;

    @TempDir
    Path folder;

    @Test
    void whereThereAreNoTestsTheModuleIsAskedFor() {
        assertThatThrownBy(() -> TestsToHarden.in(folder).chosen("*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no robustness test in " + folder
                        + ", and so no model to harden; run the goal in the module that has the tests, after mvn"
                        + " test-compile. A test of a model to be hardened:" + EXAMPLE);
    }

    @Test
    void testsWithoutTheAnnotationAreToldWhatToAdd() {
        TestsToHarden tests = new TestsToHarden(folder, List.of(), List.of(TEST), List.of());

        assertThatThrownBy(() -> tests.chosen("*"))
                .hasMessage("None of the robustness tests in " + folder
                        + " has @Harden: [DigitsIT.resistsPgd[epsilon=2/255]]" + ADVICE);
        assertThatThrownBy(() -> tests.chosen("*[epsilon=0.00784313725490196]"))
                .hasMessage("robustness.harden.test is '*[epsilon=0.00784313725490196]', which matches"
                        + " [DigitsIT.resistsPgd[epsilon=2/255]], but no test with @Harden" + ADVICE);
    }

    @Test
    void amongModulesATestWithoutTheAnnotationIsMostToThePoint() {
        TestsToHarden tests = new TestsToHarden(folder, List.of(), List.of(TEST), List.of());

        assertThat(tests.shortfall("*resistsPgd*").lines())
                .containsExactly(
                        "robustness.harden.test is '*resistsPgd*', which matches no test with @Harden",
                        "2",
                        "robustness.harden.test is '*resistsPgd*', which matches [DigitsIT.resistsPgd[epsilon=2/255]],"
                                + " but no test with @Harden" + ADVICE);
        assertThat(tests.shortfall("Nothing*").lines())
                .startsWith("robustness.harden.test is 'Nothing*', which matches no robustness test", "1");
        assertThat(TestsToHarden.in(folder).shortfall("*").lines())
                .startsWith("there is no robustness test in " + folder, "0");
    }

    @Test
    void suitesAreHardenedWhereTheyRun() {
        TestsToHarden tests = new TestsToHarden(folder, List.of(), List.of(), List.of(SUITE));

        assertThatThrownBy(() -> tests.chosen("*standsEverything"))
                .hasMessageStartingWith("robustness.harden.test is '*standsEverything', which matches"
                        + " [DigitsIT.standsEverything], but no test with @Harden")
                .hasMessageEndingWith("The tests of a @RobustnessSuite are hardened by robustness.harden=always in the"
                        + " run of the tests, not by the goal.");
    }

    @Test
    void aPatternThatMatchesNothingIsToldWhatThereIs() {
        TestsToHarden tests = new TestsToHarden(folder, List.of(), List.of(TEST), List.of(SUITE));

        assertThatThrownBy(() -> tests.chosen("Nothing*"))
                .hasMessage("robustness.harden.test is 'Nothing*', which matches no robustness test in " + folder
                        + "; * stands for any characters. Tests with @Harden: none; without it:"
                        + " [DigitsIT.resistsPgd[epsilon=2/255], DigitsIT.standsEverything]");
    }
}
