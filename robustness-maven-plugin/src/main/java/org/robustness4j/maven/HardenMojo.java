package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.HardeningRecord;
import org.robustness4j.results.LatestResults;
import org.robustness4j.results.UnreadableResultsException;

/**
 * Runs chosen robustness tests with {@code @Harden} in a virtual machine of their own, hardens their models whatever the tests'
 * verdicts, and says what that bought. The hardened models lie beside the results. Compile the tests first; after
 * {@code mvn verify} they are.
 */
@Mojo(name = "harden", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class HardenMojo extends RulesMojo {

    private static final String MAIN_CLASS = "org.robustness4j.junit.engine.HardeningSession";
    private static final String PREFIX = "robustness.";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    /** Which tests are hardened: a pattern with * and ? for {@code Class.method[variant]}, by its simple or full name. */
    @Parameter(property = "robustness.harden.test", defaultValue = "*")
    private String test;

    /** Where the compiled test classes are. */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true)
    private File testClasses;

    /** Options of the virtual machine, separated by blanks, as Surefire's {@code argLine}. */
    @Parameter(property = "robustness.harden.argLine", defaultValue = "")
    private String argLine = "";

    @Override
    public void execute() throws MojoExecutionException {
        if (isSkipped()) {
            return;
        }
        try {
            int status = fork().run(MAIN_CLASS);
            if (status != 0) {
                throw new MojoExecutionException("Hardening ended with exit status " + status
                        + "; its own message stands above. It needs robustness-junit-engine on the test classpath,"
                        + " compiled tests with @Harden, and @TrainingSamples. Finished epochs are kept in "
                        + resultsFolder().path() + ", and gone on with when it is run again");
            }
            tell();
        } catch (IOException | UnreadableResultsException e) {
            throw new MojoExecutionException("Hardening failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Hardening was interrupted", e);
        }
    }

    private ForkedJvm fork() throws MojoExecutionException {
        try {
            return new ForkedJvm(
                    BLANKS.splitAsStream(argLine)
                            .filter(option -> !option.isEmpty())
                            .toList(),
                    project.getTestClasspathElements(),
                    properties(),
                    project.getBasedir().toPath());
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The test classpath is not known: " + e.getMessage(), e);
        }
    }

    /** Those of the command line are the tests' too, such as the number of workers. */
    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        session.getUserProperties().forEach((key, value) -> {
            if (key.toString().startsWith(PREFIX)) {
                properties.put(key.toString(), value.toString());
            }
        });
        properties.put("robustness.output.dir", resultsFolder().path().toString());
        properties.put("robustness.harden.test", test);
        properties.put("robustness.harden.classes", testClasses.getAbsolutePath());
        return properties;
    }

    private void tell() throws UnreadableResultsException {
        for (EvaluationRecord evaluation : new LatestResults(resultsFolder().read()).evaluations()) {
            HardeningRecord hardening = evaluation.hardening();
            if (hardening != null) {
                getLog().info(evaluation.test().displayName() + ": " + hardening.summary());
            }
        }
    }
}
