package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.BadAttacksTestCase;
import org.robustness4j.junit.engine.testcases.BadDeclarationsTestCase;
import org.robustness4j.junit.engine.testcases.BadSuiteTestCase;
import org.robustness4j.junit.engine.testcases.BrokenProviderTestCase;
import org.robustness4j.junit.engine.testcases.ComposedTestCase;
import org.robustness4j.junit.engine.testcases.ConfidentTestCase;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.junit.engine.testcases.HardenedTestCase;
import org.robustness4j.junit.engine.testcases.ImpossibleTestCase;
import org.robustness4j.junit.engine.testcases.JupiterAnnotationsTestCase;
import org.robustness4j.junit.engine.testcases.MissingProviderTestCase;
import org.robustness4j.junit.engine.testcases.NoRangeTestCase;
import org.robustness4j.junit.engine.testcases.SeveralProvidersTestCase;
import org.robustness4j.junit.engine.testcases.SlicesTestCase;
import org.robustness4j.junit.engine.testcases.WeakAttackTestCase;

/** What people read is written for them: no record, and no map, as a debugger shows it. */
class MessagesTests {

    /** As in {@code Ball[norm=LINF, epsilon=0.1]} and {@code {steps=40}}. */
    private static final String RAW = "[A-Z]\\w+\\[\\w+=|\\{\\w+=";

    @TempDir
    Path results;

    private static EngineTestKit.Builder request(Path results, Class<?> testClass) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.HARDEN, "onFailure")
                .selectors(selectClass(testClass));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BadAttacksTestCase.class,
                BadDeclarationsTestCase.class,
                BadSuiteTestCase.class,
                BrokenProviderTestCase.class,
                ComposedTestCase.class,
                ConfidentTestCase.class,
                ExampleTestCase.class,
                HardenedTestCase.class,
                ImpossibleTestCase.class,
                JupiterAnnotationsTestCase.class,
                MissingProviderTestCase.class,
                NoRangeTestCase.class,
                SeveralProvidersTestCase.class,
                SlicesTestCase.class,
                WeakAttackTestCase.class
            })
    void noRecordAndNoMapIsPrinted(Class<?> testClass) throws Exception {
        List<String> said = new ArrayList<>();
        EngineTestKit.Builder request = request(results, testClass);
        request.discover().getDiscoveryIssues().stream()
                .map(DiscoveryIssue::message)
                .forEach(said::add);
        request.execute().allEvents().stream().forEach(event -> {
            event.getPayload(TestExecutionResult.class)
                    .flatMap(TestExecutionResult::getThrowable)
                    .ifPresent(thrown -> said.add(String.valueOf(thrown.getMessage())));
            event.getPayload(ReportEntry.class)
                    .ifPresent(entry -> said.addAll(entry.getKeyValuePairs().values()));
        });
        for (ResultsFile file : new ResultsFolder(results).read()) {
            file.errors().forEach(error -> said.add(error.message()));
            file.evaluations().forEach(evaluation -> {
                said.add(evaluation.judged().reason());
                evaluation.details().diagnosis().forEach(finding -> said.add(finding.message()));
            });
        }

        assertThat(said).isNotEmpty().allSatisfy(message -> assertThat(message).doesNotContainPattern(RAW));
    }

    @Test
    void aFailingTestNamesWhatItWas() {
        assertThat(failures(request(results, ExampleTestCase.class)))
                .singleElement()
                .asString()
                .contains(
                        " (Fgsm on the model network: untargeted, LINF 0.5 in [0, 1]; steps 1, stepSize 1.0 * epsilon,"
                                + " randomStart false; seed 0; results in " + results);
    }

    @Test
    void aFolderForResultsThatIsAFileIsSaidBeforeAnyAttack() throws Exception {
        Path file = Files.createFile(results.resolve("file"));

        List<Event> finished = request(file, ExampleTestCase.class).execute().allEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED)
                .toList();

        assertThat(finished).singleElement().satisfies(event -> assertThat(
                        event.getRequiredPayload(TestExecutionResult.class).getThrowable())
                .hasValueSatisfying(thrown -> assertThat(thrown)
                        .hasMessage("Results cannot be written: robustness.output.dir is '" + file + "', but " + file
                                + " is a file, not a folder; remove it, or give another folder")));
    }

    private static List<String> failures(EngineTestKit.Builder request) {
        return request.execute().testEvents().failed().stream()
                .flatMap(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream())
                .map(Throwable::getMessage)
                .toList();
    }
}
