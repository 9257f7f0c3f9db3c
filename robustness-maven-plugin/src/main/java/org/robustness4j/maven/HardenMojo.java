package org.robustness4j.maven;

import java.io.File;
import java.time.Instant;
import java.util.Map;
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

/**
 * Runs chosen robustness tests with {@code @Harden} in a virtual machine of their own, hardens their models whatever
 * the tests' verdicts, and says what that bought. The hardened models lie beside the results. Compile the tests first;
 * after {@code mvn verify} they are.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "harden", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class HardenMojo extends ForkingMojo {

    private static final String MAIN_CLASS = "org.robustness4j.junit.engine.program.HardeningSession";

    /**
     * Which tests are hardened: a pattern with * and ? for {@code Class.method[variant]}, by its simple or full name.
     */
    @Parameter(property = "robustness.harden.test", defaultValue = "*")
    private String test;

    /** Where the compiled test classes are. */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true)
    private File testClasses;

    /** Options of the virtual machine, separated by blanks, as Surefire's {@code argLine}. */
    @Parameter(property = "robustness.harden.argLine", defaultValue = "")
    private String argLine = "";

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        requireKnownProperties();
        Instant start = Instant.now();
        run(
                MAIN_CLASS,
                "Hardening",
                "robustness-junit-engine on the test classpath, compiled tests with @Harden, and @TrainingSamples. Finished"
                        + " epochs are kept in " + resultsFolder().path() + ", and gone on with when it is run again",
                argLine,
                Map.of(
                        ConfigurationKey.HARDEN_TEST.key(),
                        test,
                        ConfigurationKey.HARDEN_CLASSES.key(),
                        testClasses.getAbsolutePath()));
        try {
            logHardening(new LatestResults(resultsFolder().read())
                    .evaluations().stream()
                            .filter(evaluation -> !evaluation.finishedAt().isBefore(start))
                            .toList());
        } catch (UnreadableResultsException e) {
            throw new MojoExecutionException("The results of hardening cannot be read: " + e.getMessage(), e);
        }
    }
}
