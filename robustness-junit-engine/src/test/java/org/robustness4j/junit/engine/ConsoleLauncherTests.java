package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.junit.engine.testcases.KilledSuiteTestCase;
import org.robustness4j.junit.engine.testcases.KilledTestCase;

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

    @Test
    void aSuiteThatIsKilledAtARandomMomentKeepsEveryFinishedEvaluation() throws Exception {
        killAtRandomMoments(3);
    }

    @Test
    @Tag("slow")
    void aSuiteThatIsKilledAtTwentyRandomMomentsKeepsEveryFinishedEvaluation() throws Exception {
        killAtRandomMoments(20);
    }

    private void killAtRandomMoments(int kills) throws Exception {
        ResultsFolder folder = new ResultsFolder(results);
        SplittableRandom random = new SplittableRandom(kills);
        Set<Integer> finished = new HashSet<>();
        for (int kill = 0; kill < kills; kill++) {
            Process process =
                    start("junit-5", List.of(), List.of("--select-class=" + KilledSuiteTestCase.class.getName()));
            int awaited = random.nextInt(7);
            while (process.isAlive() && (folder.files().isEmpty() || finishedTests(folder) < awaited)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
            int before = finishedTests(folder);
            process.destroyForcibly().waitFor();

            ResultsFile left = folder.read().get(0);
            assertThat(left.evaluations()).hasSizeGreaterThanOrEqualTo(before);
            assertThat(left.complete()
                            || !new Gate(List.of())
                                    .check(new LatestResults(List.of(left)))
                                    .isEmpty())
                    .isTrue();
            finished.add(left.evaluations().size());
            folder.clear();
        }
        assertThat(finished).as("kills at different moments").hasSizeGreaterThan(1);
    }

    @Test
    void aLauncherOfJUnit6CancelsAnAttackInTheMiddle() throws Exception {
        Process process = new ProcessBuilder(
                        java(),
                        "-Drobustness.output.dir=" + results,
                        "-cp",
                        Path.of(System.getProperty("consoles"), "junit-6.jar")
                                + File.pathSeparator
                                + classPathWithoutJUnit(),
                        CancellingLauncher.class.getName(),
                        "3000")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(() -> log().toString())
                .isTrue();
        assertThat(new ResultsFolder(results).read().get(0).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("was cancelled"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatFillsUpIsSaidAndLeavesWhatWasWritten() throws Exception {
        List<String> java = command(
                "junit-5", List.of("-XX:-UsePerfData"), List.of("--select-class=" + ExampleTestCase.class.getName()));
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 8; exec \"$@\"", "bash"));
        command.addAll(java);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isNotZero();
        assertThat(output).contains("Results cannot be written to").contains("check free space");
        ResultsFile left = new ResultsFolder(results).read().get(0);
        assertThat(left.evaluations()).isNotEmpty();
        assertThat(new Gate(List.of()).check(new LatestResults(List.of(left))))
                .extracting(Violation::message)
                .isNotEmpty()
                .allMatch(message -> message.contains("was planned, but has no result")
                        || message.contains("Results cannot be written"));
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
        return new ProcessBuilder(command(launcher, jvmOptions, selection))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    private List<String> command(String launcher, List<String> jvmOptions, List<String> selection) {
        List<String> command = new ArrayList<>();
        command.add(java());
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
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
