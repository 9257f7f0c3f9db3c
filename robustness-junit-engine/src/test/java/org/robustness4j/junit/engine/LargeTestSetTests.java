package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.internal.gate.Baseline;
import org.robustness4j.internal.gate.BaselineReport;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.program.Replay;
import org.robustness4j.junit.engine.testcases.AllDigitsTestCase;
import org.robustness4j.junit.engine.testcases.LargeTableTestCase;
import org.robustness4j.junit.engine.testcases.ThousandClassesTestCase;
import org.robustness4j.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole test set through everything: engine, results, gate, baseline, replay, report and cache. */
class LargeTestSetTests {

    private static final Logger LOGGER = LoggerFactory.getLogger(LargeTestSetTests.class);

    @TempDir
    Path folder;

    private final Map<String, String> measured = new LinkedHashMap<>();

    private ResultsFolder results() {
        return new ResultsFolder(folder.resolve("results"));
    }

    private Map<String, String> parameters() {
        return Map.of(
                Constants.OUTPUT_DIRECTORY, results().path().toString(),
                Constants.CACHE, "always",
                Constants.CACHE_DIRECTORY, folder.resolve("cache").toString());
    }

    private <T> T timed(String what, Callable<T> step) throws Exception {
        long start = System.nanoTime();
        T result = step.call();
        measured.put(what, String.format("%.2f s", (System.nanoTime() - start) / 1e9));
        return result;
    }

    private List<EvaluationRecord> execute(Class<?> testCase, int tests) throws Exception {
        results().clear();
        EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameters(parameters())
                .selectors(selectClass(testCase))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(tests).failed(0));
        return latest().evaluations();
    }

    private LatestResults latest() throws Exception {
        return new LatestResults(results().read());
    }

    /** All of it; the evaluations as they were measured. */
    private List<EvaluationRecord> everything(Class<?> testCase, int tests) throws Exception {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        List<EvaluationRecord> first = timed("engine, cache missed", () -> execute(testCase, tests));
        long peak = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        Baseline baseline = new Baseline(folder.resolve("baseline.json"), 0.05);
        timed("baseline created", () -> baseline.update(latest(), null));
        List<EvaluationRecord> again = timed("engine, cache hit", () -> execute(testCase, tests));

        assertThat(first)
                .allSatisfy(evaluation ->
                        assertThat(evaluation.details().fromCache()).isFalse());
        assertThat(again)
                .allSatisfy(evaluation ->
                        assertThat(evaluation.details().fromCache()).isTrue());
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields(
                        "details.fromCache", "finishedAt", "details.pictures", "details.candidates", "judged.reason")
                .isEqualTo(first);

        assertThat(timed("gate", () -> new Gate(List.of()).check(latest()))).isEmpty();
        BaselineReport compared = timed("baseline compared", () -> baseline.compare(latest()));
        assertThat(compared.violations()).isEmpty();
        ReplayReport replay =
                timed("replay", () -> new Replay(new RobustnessConfiguration(new GivenParameters(parameters()))).run());
        assertThat(replay.differences()).isEmpty();
        assertThat(replay.evaluations()).hasSize(tests);
        Path html = folder.resolve("index.html");
        timed("report", () -> {
            new HtmlReport(List.of(new HtmlReport.Section(null, results(), latest())), List.of()).write(html);
            return html;
        });
        assertThat(new SummaryTable(again).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));

        measured.put("heap at its peak", peak / (1 << 20) + " MiB");
        measured.put("results", kilobytes(results().files().get(0)));
        measured.put("candidates", kilobytes(results().path().resolve("candidates")));
        measured.put("baseline", kilobytes(folder.resolve("baseline.json")));
        measured.put("cache", kilobytes(folder.resolve("cache")));
        measured.put("html", kilobytes(html));
        measured.forEach((what, value) -> LOGGER.info("{}: {}: {}", testCase.getSimpleName(), what, value));
        return first;
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static String kilobytes(Path file) throws IOException {
        return size(file) / 1000 + " kB";
    }

    private static long size(Path file) throws IOException {
        try (Stream<Path> files = Files.walk(file)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }

    @Test
    void aHundredThousandRows() throws Exception {
        List<EvaluationRecord> evaluations = everything(LargeTableTestCase.class, 1);

        assertThat(evaluations).allSatisfy(evaluation -> {
            assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
            assertThat(evaluation.measured().samples()).isEqualTo(LargeTableTestCase.ROWS);
            // float32 may round the nearest few to the other side
            assertThat(evaluation.attackSuccessRate().count()).isCloseTo(LargeTableTestCase.breakable(), within(3L));
            assertThat(evaluation.details().sampleSet()).isNotNull();
            assertThat(evaluation.details().candidates().count()).isEqualTo(1000);
        });
        assertThat(size(results().files().get(0))).isLessThan(2_000_000);
        assertThat(size(folder.resolve("index.html"))).isLessThan(100_000);
    }

    @Test
    void aThousandClasses() throws Exception {
        EvaluationRecord evaluation =
                everything(ThousandClassesTestCase.class, 1).get(0);

        assertThat(evaluation.judged().groups()).hasSize(ThousandClassesTestCase.CLASSES);
        assertThat(evaluation.measured().cleanAccuracy().value()).isGreaterThan(0.99);
        assertThat(size(folder.resolve("index.html"))).isLessThan(100_000);
    }

    @Test
    @Tag("slow")
    void allTestImagesOfMnist() throws Exception {
        EvaluationRecord evaluation = everything(AllDigitsTestCase.class, 1).get(0);

        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.measured().samples()).isEqualTo(AllDigitsTestCase.IMAGES);
        assertThat(evaluation.measured().cleanAccuracy().value()).isGreaterThan(0.98);
        assertThat(size(results().files().get(0))).isLessThan(200_000);
    }
}
