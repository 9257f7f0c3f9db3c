package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.program.HardeningSession;
import org.robustness4j.junit.engine.testcases.HardenedTestCase;

class HardenTests {

    @TempDir
    private Path results;

    @Test
    void nothingIsTrainedUnlessAskedFor() throws Exception {
        String message = failure(execute(Map.of(), "isBroken"));

        assertThat(message).contains("succeeded on").doesNotContain("Hardening");
        assertThat(evaluation().hardening()).isNull();
        assertThat(results.resolve("hardened")).doesNotExist();
    }

    @Test
    void aFailingTestStaysFailedAndSaysWhatHardeningBought() throws Exception {
        EngineExecutionResults execution = execute(Map.of(Constants.HARDEN, "onFailure"), "isBroken");

        assertThat(failure(execution))
                .contains("Hardening with AdversarialTraining (2 epochs, ")
                .containsPattern(
                        "under the test's own Pgd from [\\d.]+ % to [\\d.]+ %, under AutoAttack from [\\d.]+ % to [\\d.]+ %")
                .contains("hardened/network-")
                .contains("seed 7");
        HardeningRecord hardening = hardening();
        assertThat(hardening.training().epochs())
                .hasSize(2)
                .extracting(HardeningRecord.Epoch::epoch)
                .containsExactly(1, 2);
        assertThat(hardening.attacks()).hasSize(3).allSatisfy(attacked -> {
            assertThat(attacked.seed()).isNotEqualTo(7);
            assertThat(attacked.before().clean().total()).isEqualTo(60);
        });
        assertThat(hardening.curve()).hasSize(17).last().satisfies(point -> assertThat(point.epsilon())
                .isEqualTo(0.4));
        MultiLayerNetwork hardened = ModelSerializer.restoreMultiLayerNetwork(
                results.resolve(hardening.file()).toFile(), true);
        assertThat(hardened.getUpdater(false)).isNotNull();
        assertThat(charts(execution)).hasSize(2).allSatisfy(chart -> assertThat(Files.readString(chart))
                .startsWith("<svg")
                .contains("polyline"));
        assertThat(report()).contains("<h3>Hardened</h3>", "Robust after", "held out, PGD", "and what changed most:");
    }

    @Test
    void aTestThatPassesIsHardenedOnlyWhenAlwaysIsAskedFor() throws Exception {
        assertThat(execute(Map.of(Constants.HARDEN, "onFailure"), "holds")
                        .testEvents()
                        .succeeded()
                        .count())
                .isEqualTo(1);
        assertThat(evaluation().hardening()).isNull();

        assertThat(execute(Map.of(Constants.HARDEN, "always"), "holds")
                        .testEvents()
                        .succeeded()
                        .count())
                .isEqualTo(1);
        assertThat(hardening().training().method()).isEqualTo("GradientRegularization");
    }

    @Test
    void theOwnAttackIsRunAsTheTestRunsIt() throws Exception {
        execute(Map.of(Constants.HARDEN, "always"), "isNotTurnedIntoOnes");

        EvaluationRecord evaluation = evaluation();
        HardeningRecord.Attacked own = hardening().attacks().get(0);
        assertThat(own.isOwn()).isTrue();
        assertThat(own.attack()).isEqualTo("Bim");
        assertThat(own.before().robust().total())
                .as("those of the target class are left out")
                .isEqualTo(evaluation.measured().robustAccuracy().total())
                .isLessThan(60);
        assertThat(own.before().robust().count())
                .as("Bim draws nothing; what the checks broke, it did not")
                .isEqualTo(evaluation.measured().robustAccuracy().count()
                        + evaluation.details().brokenByChecks());
    }

    @Test
    void theClassSaysItForThoseOfItsTestsThatHaveABall() {
        assertThat(execute(Map.of(Constants.HARDEN, "always"), "growsFakes")
                        .testEvents()
                        .succeeded()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void trainingSamplesAreReadOnceForAllTestsOfAClass() throws Exception {
        EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.HARDEN, "always")
                .selectors(
                        selectMethod(HardenedTestCase.class, "holds"),
                        selectMethod(HardenedTestCase.class, "isNotTurnedIntoOnes"))
                .execute();

        assertThat(new LatestResults(new ResultsFolder(results).read()).evaluations())
                .hasSize(2)
                .allSatisfy(evaluation -> assertThat(evaluation.hardening()).isNotNull());
    }

    @Test
    void hardeningThatFailsDoesNotHideWhyTheTestFailed() {
        assertThat(failure(execute(Map.of(Constants.HARDEN, "onFailure"), "isTrainedOnItsTestSamples")))
                .contains("succeeded on")
                .contains("Hardening failed: 60 of the 60 samples to attack are among the training samples");
        assertThat(failure(execute(Map.of(Constants.HARDEN, "always"), "doesNotSayWhatToTrainOn")))
                .contains("Hardening failed")
                .contains("has 2 providers with @TrainingSamples");
        assertThat(failure(execute(Map.of(Constants.HARDEN, "sometimes"), "isBroken")))
                .as("before the attack, which may take long")
                .contains("robustness.harden is 'sometimes', but must be never, onFailure or always");
    }

    @Test
    void theGoalHardensChosenTests() throws Exception {
        new HardeningSession(configuration("*HardenedTestCase.isBroken")).run();

        assertThat(new ResultsFolder(results).read()).singleElement().satisfies(file -> {
            assertThat(file.complete()).isTrue();
            assertThat(file.planned()).hasSize(1);
        });
        assertThat(hardening().training().epochs()).hasSize(2);
        assertThatThrownBy(() -> new HardeningSession(configuration("*isTrainedOnItsTestSamples")).run())
                .hasMessageContaining("Not hardened: HardenedTestCase.isTrainedOnItsTestSamples: ")
                .hasMessageContaining("Hardening failed: 60 of the 60");
        new HardeningSession(configuration("*isSwitchedOff")).run();
        assertThatThrownBy(() -> new HardeningSession(configuration("Nothing*")).run())
                .hasMessageContaining("matches no robustness test in ")
                .hasMessageContaining("HardenedTestCase.isBroken");
    }

    private RobustnessConfiguration configuration(String pattern) throws Exception {
        Path classes = Path.of(HardenedTestCase.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new RobustnessConfiguration(new GivenParameters(Map.of(
                Constants.OUTPUT_DIRECTORY,
                results.toString(),
                Constants.HARDEN_TEST,
                pattern,
                Constants.HARDEN_CLASSES,
                classes.toString(),
                Constants.SEED,
                "7")));
    }

    private EngineExecutionResults execute(Map<String, String> parameters, String method) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.SEED, "7")
                .configurationParameters(parameters)
                .selectors(selectMethod(HardenedTestCase.class, method))
                .execute();
    }

    private static String failure(EngineExecutionResults execution) {
        return execution.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> charts(EngineExecutionResults execution) {
        return execution.allEvents().stream()
                .filter(Event.byPayload(FileEntry.class, file -> true))
                .map(event -> event.getRequiredPayload(FileEntry.class))
                .filter(file -> file.getMediaType().orElse("").equals("image/svg+xml"))
                .map(FileEntry::getPath)
                .toList();
    }

    private EvaluationRecord evaluation() throws Exception {
        return new LatestResults(new ResultsFolder(results).read())
                .evaluations()
                .get(0);
    }

    private HardeningRecord hardening() throws Exception {
        return Objects.requireNonNull(evaluation().hardening());
    }

    private String report() throws Exception {
        ResultsFolder folder = new ResultsFolder(results);
        return new HtmlReport(List.of(new HtmlReport.Section(null, folder, new LatestResults(folder.read()))), null)
                .html();
    }
}
