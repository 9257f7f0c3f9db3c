package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.gate.NamePattern;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.report.ReplayTable;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.maven.ReactorTurn.Reason;

/**
 * Predicts the stored candidates of the last robustness tests again, with the models and samples of their test classes
 * in a virtual machine of its own, and fails the build when the model predicts otherwise than it did. Compile the tests
 * first; after {@code mvn verify} they are. Modules without results are skipped.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "replay", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class ReplayMojo extends ForkingMojo {

    private static final String MAIN_CLASS = "org.robustness4j.junit.engine.program.Replay";
    private static final String ADVICE = "Run the robustness tests first, as with mvn verify";
    private static final int NAMED = 20;

    /**
     * Which tests are replayed: a pattern with * and ? for {@code Class.method[variant]}, by its simple or full name.
     */
    @Parameter(property = "robustness.replay.test", defaultValue = "*")
    private String test;

    /**
     * Whether the attacks are run again on the blocks of the stored samples, and their candidates compared bit for bit.
     */
    @Parameter(property = "robustness.replay.rerun", defaultValue = "false")
    private boolean rerun;

    /** Where candidates and their clean samples are written as 16-bit PNG and .npy files; nowhere by default. */
    @Parameter(property = "robustness.replay.export")
    private @Nullable File export;

    /** Options of the virtual machine, separated by blanks, as Surefire's {@code argLine}. */
    @Parameter(property = "robustness.replay.argLine", defaultValue = "")
    private String argLine = "";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            turn().skipped("replay", ADVICE);
            return;
        }
        requireKnownProperties();
        Optional<String> reason = reasonToSkip();
        if (reason.isPresent()) {
            skip(Reason.of(reason.get()));
            return;
        }
        List<TestId> tests = GateMojo.read(resultsFolder()).evaluations().stream()
                .map(EvaluationRecord::test)
                .distinct()
                .toList();
        if (tests.isEmpty()) {
            skip(Reason.of("there are no results in " + resultsFolder().path()));
            return;
        }
        NamePattern pattern = new NamePattern(test);
        if (tests.stream().noneMatch(id -> pattern.matches(id))) {
            String why = ConfigurationKey.REPLAY_TEST.key() + " is '" + test
                    + "', which matches none of the tests with results";
            skip(new Reason(
                    why,
                    1,
                    why + " in " + resultsFolder().path() + "; * stands for any characters, and the tests are "
                            + shortened(tests)));
            return;
        }
        turn().worked();
        Path file = ReplayReport.fileIn(resultsFolder());
        ReplayReport report;
        try {
            Files.deleteIfExists(file);
            run(
                    MAIN_CLASS,
                    "The replay",
                    "robustness-junit-engine on the test classpath, compiled tests, and results in "
                            + resultsFolder().path(),
                    argLine,
                    properties());
            report = ReplayReport.read(file);
        } catch (IOException e) {
            throw new MojoExecutionException("The replay failed: " + e.getMessage(), e);
        }
        tell(report);
    }

    private void skip(Reason reason) throws MojoFailureException {
        getLog().info("Nothing to replay here: " + reason.why());
        turn().nothing("replay", reason, ADVICE);
    }

    private static String shortened(List<TestId> tests) {
        return tests.stream().limit(NAMED).map(TestId::displayName).sorted().collect(Collectors.joining(", "))
                + (tests.size() <= NAMED ? "" : ", and " + (tests.size() - NAMED) + " more");
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put(ConfigurationKey.REPLAY_TEST.key(), test);
        properties.put(ConfigurationKey.REPLAY_RERUN.key(), Boolean.toString(rerun));
        if (export != null) {
            properties.put(ConfigurationKey.REPLAY_EXPORT.key(), export.getAbsolutePath());
        }
        return properties;
    }

    private void tell(ReplayReport report) throws MojoFailureException {
        if (report.evaluations().isEmpty()) {
            getLog().info("No evaluation has stored candidates: nothing was broken, or "
                    + ConfigurationKey.CANDIDATES.key() + " is 0");
            return;
        }
        new ReplayTable(report, Console.INFO.width()).lines().forEach(getLog()::info);
        report.remarks().forEach(remark -> Console.WARNING.wrapped(remark).forEach(getLog()::warn));
        List<String> differences = report.differences();
        if (!differences.isEmpty()) {
            throw new MojoFailureException(differences.stream()
                    .flatMap(difference -> Console.ERROR.item(difference).stream())
                    .map(line -> System.lineSeparator() + line)
                    .collect(Collectors.joining("", "The replay found " + differences.size() + " difference(s):", "")));
        }
        getLog().info("The model predicts for every stored candidate what was recorded");
    }
}
