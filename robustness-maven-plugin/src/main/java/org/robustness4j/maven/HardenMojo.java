package org.robustness4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.maven.ReactorTurn.Reason;

/**
 * Runs chosen robustness tests with {@code @Harden} in a virtual machine of their own, hardens their models whatever
 * the tests' verdicts, and says what that bought. The hardened models lie beside the results. Compile the tests first;
 * after {@code mvn verify} they are. Modules without such tests are skipped.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "harden", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class HardenMojo extends ForkingMojo {

    private static final String MAIN_CLASS = "org.robustness4j.junit.engine.program.HardeningSession";
    private static final String ADVICE = "A test to harden has the annotation @Harden, its class a method with"
            + " @TrainingSamples, and both are compiled: mvn test-compile robustness:harden";

    /**
     * Which tests are hardened: a pattern with * and ? for {@code Class.method[variant]}, by its simple or full name.
     */
    @Parameter(property = "robustness.harden.test", defaultValue = "*")
    private String test;

    /** Options of the virtual machine, separated by blanks, as Surefire's {@code argLine}. */
    @Parameter(property = "robustness.harden.argLine", defaultValue = "")
    private String argLine = "";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            turn().skipped("harden", ADVICE);
            return;
        }
        requireKnownProperties();
        Optional<String> reason = reasonToSkip();
        if (reason.isPresent()) {
            skip(Reason.of(reason.get()));
            return;
        }
        Instant start = Instant.now();
        Optional<Reason> nothing = hardened();
        if (nothing.isPresent()) {
            skip(nothing.get());
            return;
        }
        turn().worked();
        try {
            logHardening(new LatestResults(resultsFolder().read())
                    .evaluations().stream()
                            .filter(evaluation -> !evaluation.finishedAt().isBefore(start))
                            .toList());
            getLog().info("The report shows it in full: " + calls().goal("report", Map.of()));
        } catch (UnreadableResultsException e) {
            throw new MojoExecutionException("The results of hardening cannot be read: " + e.getMessage(), e);
        }
    }

    private void skip(Reason reason) throws MojoFailureException {
        getLog().info("Nothing to harden here: " + reason.why());
        turn().nothing("harden", reason, ADVICE);
    }

    /** Hardens, or says why no test is chosen. */
    private Optional<Reason> hardened() throws MojoExecutionException {
        try {
            Path unmatched = Files.createTempFile("robustness", ".tests");
            Files.delete(unmatched);
            try {
                run(
                        MAIN_CLASS,
                        "Hardening",
                        "robustness-junit-engine on the test classpath, compiled tests with @Harden, and @TrainingSamples."
                                + " Finished epochs are kept in "
                                + resultsFolder().path()
                                + ", and gone on with when it is run again",
                        argLine,
                        Map.of(
                                ConfigurationKey.HARDEN_TEST.key(),
                                test,
                                ConfigurationKey.HARDEN_CLASSES.key(),
                                testClasses().getAbsolutePath()),
                        unmatched.toString());
                return Files.exists(unmatched) ? Optional.of(reason(Files.readAllLines(unmatched))) : Optional.empty();
            } finally {
                Files.deleteIfExists(unmatched);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("Hardening failed: " + e.getMessage(), e);
        }
    }

    /** What the engine left: in short, how much it is to the point, and at length. */
    private static Reason reason(List<String> lines) {
        return new Reason(
                lines.get(0), Integer.parseInt(lines.get(1)), String.join("\n", lines.subList(2, lines.size())));
    }
}
