package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.CompanionTestCase;

/** Kotlin has no static members; what is in a companion object stands for them. */
class CompanionObjectTests {

    @TempDir
    Path results;

    private Events run(Class<?> testClass) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.HARDEN, "always")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    private static List<String> failures(Events tests) {
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().map(Throwable::toString).orElse(""))
                .toList();
    }

    @Test
    void everyProviderMayStandInACompanionObject() throws Exception {
        Events tests = run(CompanionTestCase.class);

        assertThat(failures(tests)).isEmpty();
        assertThat(tests.succeeded().count()).isEqualTo(3);
        assertThat(new LatestResults(new ResultsFolder(results).read()).evaluations())
                .filteredOn(evaluation -> evaluation.test().className().endsWith("CompanionTestCase"))
                .singleElement()
                .satisfies(evaluation -> assertThat(evaluation.hardening()).isNotNull());
    }

    @Test
    void itMayBeInheritedAndNamed() {
        assertThat(failures(run(CompanionTestCase.HeirTestCase.class))).isEmpty();
        assertThat(failures(run(CompanionTestCase.NamedTestCase.class))).isEmpty();
    }
}
