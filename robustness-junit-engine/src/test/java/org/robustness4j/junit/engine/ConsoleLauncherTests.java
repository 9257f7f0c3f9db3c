package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.gate.Gate;
import org.robustness4j.gate.Violation;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.junit.engine.testcases.KilledTestCase;
import org.robustness4j.results.LatestResults;
import org.robustness4j.results.ResultsFile;
import org.robustness4j.results.ResultsFolder;
import org.robustness4j.results.UnreadableResultsException;

/** The engine in JVMs of their own, under the launchers of JUnit 5 and 6. */
class ConsoleLauncherTests {

    @TempDir
    Path results;

    @ParameterizedTest
    @ValueSource(strings = {"junit-5", "junit-6"})
    void theEngineRunsOnTheOldestAndTheNewestLauncher(String launcher) throws Exception {
        String className = ExampleTestCase.class.getName();
        String output = launch(
                launcher,
                List.of(),
                List.of(
                        "--select-method=" + className + "#isRecorded(org.robustness4j.junit.RobustnessResult)",
                        "--select-iteration=method:" + className + "#standsSmallSteps[0]",
                        "--select-unique-id=[engine:robustness]/[class:" + className + "]/[method:standsNoise()]"));

        assertThat(output).contains("3 tests successful").contains("0 tests failed");
        assertThat(new ResultsFolder(results).read().get(0).evaluations()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-5", "junit-6"})
    void tagsPackagesAndClassNamesSelectOnBoth(String launcher) throws Exception {
        String output = launch(
                launcher,
                List.of(),
                List.of(
                        "--select-package=" + ExampleTestCase.class.getPackageName(),
                        "--include-classname=.*JupiterAnnotations.*",
                        "--include-tag=noise"));

        assertThat(output).contains("1 tests successful").contains("stands noise");
    }

    @Test
    void aJvmThatIsKilledLeavesWhatItFinishedAndTheNextRunStartsClean() throws Exception {
        List<String> selection = List.of("--select-class=" + KilledTestCase.class.getName());
        ResultsFolder folder = new ResultsFolder(results);
        Process process = start("junit-5", List.of("-Drobustness.test.hang=true"), selection);
        while (process.isAlive() && finishedTests(folder) < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly().waitFor();

        ResultsFile cut = folder.read().get(0);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.planned()).hasSize(3);
        assertThat(cut.evaluations()).hasSize(2);
        assertThat(new Gate(List.of()).check(new LatestResults(List.of(cut))))
                .extracting(Violation::message)
                .anySatisfy(message -> assertThat(message).contains("did not come to their end"))
                .anySatisfy(message -> assertThat(message).contains("was planned, but has no result"));

        folder.clear();
        launch("junit-5", List.of(), selection);
        assertThat(new Gate(List.of()).check(new LatestResults(folder.read()))).isEmpty();
    }

    private static int finishedTests(ResultsFolder folder) throws UnreadableResultsException {
        return folder.read().stream()
                .mapToInt(file -> file.evaluations().size())
                .sum();
    }

    private String launch(String launcher, List<String> jvmOptions, List<String> selection)
            throws IOException, InterruptedException {
        start(launcher, jvmOptions, selection).waitFor();
        return Files.readString(log(), StandardCharsets.UTF_8);
    }

    private Path log() {
        return results.resolve("log.txt");
    }

    private Process start(String launcher, List<String> jvmOptions, List<String> selection) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("consoles"), launcher + ".jar").toString(),
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--include-engine=robustness",
                "--class-path=" + classPathWithoutJUnit(),
                "--config=robustness.output.dir=" + results));
        command.addAll(selection);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** The launcher brings its own platform and Jupiter. */
    private static String classPathWithoutJUnit() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("junit-platform-")
                        && !entry.contains("junit-jupiter-")
                        && !entry.contains("opentest4j"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
