package org.robustness4j.junit.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.replay.ReplayedEvaluation;
import org.robustness4j.internal.replay.ReplayedSample;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.testcases.ReplayedTestCase;

/** Candidates that one execution stored, predicted again with what the test class provides then. */
class ReplayTests {

    @TempDir
    Path results;

    @BeforeEach
    void execute() {
        execute(Map.of());
    }

    private void execute(Map<String, String> parameters) {
        LauncherFactory.create()
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(ReplayedTestCase.class))
                        .filters(EngineFilter.includeEngines(Constants.ENGINE_ID))
                        .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                        .configurationParameter(Constants.SEED, "7")
                        .configurationParameter(Constants.EIGHT_BIT, "true")
                        .configurationParameters(parameters)
                        .build());
    }

    @AfterEach
    void restore() {
        System.clearProperty(ReplayedTestCase.THRESHOLD);
        System.clearProperty(ReplayedTestCase.SHIFT);
    }

    @Test
    void anUnchangedModelPredictsTheSameAndTheAttackFindsTheSame() throws Exception {
        ReplayReport report = replay(Map.of(Constants.REPLAY_RERUN, "true"));

        assertThat(report.differences()).isEmpty();
        assertThat(report.remarks()).isEmpty();
        assertThat(report.evaluations()).hasSize(7).allSatisfy(evaluation -> assertThat(evaluation.samples())
                .isNotEmpty()
                .allSatisfy(sample -> {
                    assertThat(sample.samePrediction()).isTrue();
                    assertThat(sample.sameInput()).isTrue();
                    assertThat(sample.insideRules()).isTrue();
                    assertThat(sample.sameCandidate()).isTrue();
                }));
        assertThat(ReplayReport.read(ReplayReport.fileIn(new ResultsFolder(results))))
                .isEqualTo(report);
    }

    @Test
    void aChangedModelPredictsOtherwise() throws Exception {
        System.setProperty(ReplayedTestCase.THRESHOLD, "0.9");
        ReplayReport report = replay(Map.of(Constants.REPLAY_TEST, "*isBrokenNearTheThreshold*0.05]"));

        ReplayedEvaluation evaluation = report.evaluations().get(0);
        assertThat(report.remarks()).singleElement().asString().contains("the model is another one: its sha256 was 00");
        assertThat(report.evaluations()).hasSize(1);
        assertThat(evaluation.count(ReplayedSample::samePrediction))
                .isLessThan(evaluation.samples().size());
        assertThat(evaluation.samples())
                .allSatisfy(sample -> assertThat(sample.predicted()).isZero());
        assertThat(report.differences())
                .singleElement()
                .asString()
                .matches(
                        "ReplayedTestCase.isBrokenNearTheThreshold\\[epsilon=0.05]: \\d of \\d candidates are predicted"
                                + " otherwise than recorded, the first of them that of sample \\d \\(recorded as 1, now 0\\)");
    }

    /** Earlier builds wrote the digits of an epsilon as Java does. */
    @Test
    void resultsUnderTheNamesOfEarlierBuildsAreReplayed() throws Exception {
        Path file = new ResultsFolder(results).files().get(0);
        String written = Files.readString(file);
        Files.writeString(file, written.replace("\"epsilon=0.05\"", "\"epsilon=5.0E-2\""));

        for (String pattern : List.of("*0.05]", "*[epsilon=5.0E-2]")) {
            assertThat(replay(Map.of(Constants.REPLAY_TEST, pattern)).evaluations())
                    .singleElement()
                    .satisfies(evaluation -> {
                        assertThat(evaluation.test().variant()).isEqualTo("epsilon=5.0E-2");
                        assertThat(evaluation.samples()).isNotEmpty();
                    });
        }
    }

    @Test
    void changedSamplesAreARemarkAndOtherCandidatesADifference() throws Exception {
        System.setProperty(ReplayedTestCase.SHIFT, "0.001");

        ReplayReport report = replay(Map.of(Constants.REPLAY_TEST, "*0.05]"));
        assertThat(report.differences()).isEmpty();
        assertThat(report.remarks()).singleElement().asString().contains("values or label have changed");

        assertThat(replay(Map.of(Constants.REPLAY_TEST, "*0.05]", Constants.REPLAY_RERUN, "true"))
                        .differences())
                .singleElement()
                .asString()
                .contains("not found again, bit for bit, by the attack");
    }

    @Test
    void pointsAreTriedInEightBitsToo() throws Exception {
        assertThat(new ResultsFolder(results).read().get(0).evaluations())
                .isNotEmpty()
                .allSatisfy(evaluation -> assertThat(evaluation.details().survivesEightBit())
                        .satisfies(rate -> assertThat(rate.total())
                                .isEqualTo(evaluation.attackSuccessRate().count())));
    }

    @Test
    void evaluationsOfAnEarlierBuildAreTakenOverWhenAskedFor(@TempDir Path cache) throws Exception {
        ResultsFolder folder = new ResultsFolder(results);
        Map<String, String> parameters = Map.of(Constants.CACHE, "always", Constants.CACHE_DIRECTORY, cache.toString());
        for (boolean known : List.of(false, true)) {
            folder.clear();
            execute(parameters);
            assertThat(folder.read().get(0).evaluations()).hasSize(7).allSatisfy(evaluation -> assertThat(
                            evaluation.details().fromCache())
                    .isEqualTo(known));
            assertThat(replay(Map.of(Constants.REPLAY_RERUN, "true")).differences())
                    .isEmpty();
        }

        folder.clear();
        execute(Map.of(Constants.CACHE, "maybe"));
        assertThat(folder.read().get(0).errors()).isNotEmpty().allSatisfy(error -> assertThat(error.message())
                .contains("robustness.cache is 'maybe', but must be off, on or always"));
    }

    @Test
    void candidatesAreExported() throws Exception {
        Path folder = results.resolve("exported");
        replay(Map.of(Constants.REPLAY_TEST, "*0.05]", Constants.REPLAY_EXPORT, folder.toString()));

        try (var files = Files.list(folder.resolve("ReplayedTestCase.isBrokenNearTheThreshold_epsilon=0.05_"))) {
            assertThat(files).allSatisfy(file -> assertThat(file.toString()).endsWith(".npy"));
        }
    }

    @Test
    void whatCannotBeReplayedSaysWhy() {
        assertThatThrownBy(() -> replay(Map.of(Constants.REPLAY_TEST, "no.such.*")))
                .hasMessageContaining("robustness.replay.test is 'no.such.*'")
                .hasMessageContaining("isBrokenNearTheThreshold[epsilon=0.05]");
        assertThatThrownBy(() -> replay(Map.of(
                        Constants.OUTPUT_DIRECTORY, results.resolve("empty").toString())))
                .hasMessageContaining("There are no results in")
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> replay(Map.of(Constants.REPLAY_RERUN, "yes")).differences())
                .hasMessageContaining("robustness.replay.rerun is 'yes', but must be true or false");
    }

    private ReplayReport replay(Map<String, String> parameters) throws Exception {
        Map<String, String> all = new TreeMap<>(parameters);
        all.putIfAbsent(Constants.OUTPUT_DIRECTORY, results.toString());
        return new Replay(new RobustnessConfiguration(new GivenParameters(all))).run();
    }
}
