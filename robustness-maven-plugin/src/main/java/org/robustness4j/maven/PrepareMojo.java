package org.robustness4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.internal.results.ResultsFolder;

/**
 * Deletes the result files and the report of earlier builds, so that the gate judges this one, and checks that the
 * rules are valid, that no property of the command line is misspelt, and that Surefire or Failsafe can run the tests,
 * before minutes of attacks are spent on them. Where attacks run on Spark, the test JVM is given the options that Spark
 * needs on Java 17.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareMojo extends RulesMojo {

    /**
     * The packages of Java that Spark reaches into; Surefire and Failsafe read the property where their argLine is not
     * set.
     */
    private static final String SPARK_OPTIONS = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
            + " --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED"
            + " --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.lang.invoke=ALL-UNNAMED";

    /** Goals of what earlier builds left; each needs it, or the next one that is called does. */
    /** Goals called by themselves that run tests, and this one, which is called to make room for them. */
    private static final Pattern OF_TESTS = Pattern.compile(
            "(?:.*:)?(?:maven-)?(?:surefire|failsafe)(?:-plugin)?:.*|(?:robustness|org\\.robustness4j:.*):prepare(?:@.*)?");

    private static final Set<String> WITHOUT_TESTS =
            Set.of("compile", "process-classes", "test-compile", "process-test-classes");

    private static final String ARG_LINE = "argLine";

    /**
     * Where attacks run, {@code local} or {@code spark}: with Spark the property {@code argLine} gets the options it
     * needs.
     */
    @Parameter(property = "robustness.execution", defaultValue = "local")
    private String execution;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        configuredRules();
        requireKnownProperties();
        requireTestsThatRun();
        warnOfUnheardTests();
        if (execution.strip().equals("spark")) {
            String given = project().getProperties().getProperty(ARG_LINE, "");
            if (!given.contains("java.base/sun.nio.ch")) {
                project().getProperties().setProperty(ARG_LINE, (given + " " + SPARK_OPTIONS).strip());
            }
        }
        ResultsFolder folder = resultsFolder();
        Optional<String> problem = folder.problem();
        if (problem.isPresent()) {
            throw new MojoExecutionException(problem.get());
        }
        int stale = folder.files().size();
        if (keepsResults(session().getGoals())) {
            if (stale > 0) {
                getLog().info("Results of earlier builds are kept: no test is run");
            }
            return;
        }
        folder.clear();
        deleteReport();
        if (stale > 0) {
            getLog().info("Deleted " + stale + " result file(s) of earlier builds from " + folder.path());
        }
    }

    /** A build that runs no tests needs the results of the last one that did, or leaves them to the next. */
    static boolean keepsResults(List<String> goals) {
        return goals.stream()
                .allMatch(
                        goal -> goal.contains(":") ? !OF_TESTS.matcher(goal).matches() : WITHOUT_TESTS.contains(goal));
    }

    private void deleteReport() throws MojoExecutionException {
        try {
            Files.deleteIfExists(reportFile());
            Files.deleteIfExists(reportFile().resolveSibling(AggregateCheckMojo.REPORT));
        } catch (IOException e) {
            throw new MojoExecutionException("The stale report " + reportFile() + " cannot be deleted", e);
        }
    }
}
