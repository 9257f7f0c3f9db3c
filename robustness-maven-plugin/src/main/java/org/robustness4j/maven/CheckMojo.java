package org.robustness4j.maven;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.robustness4j.gate.Gate;
import org.robustness4j.gate.Violation;
import org.robustness4j.report.SummaryTable;
import org.robustness4j.results.LatestResults;
import org.robustness4j.results.SkippedTest;
import org.robustness4j.results.TestId;
import org.robustness4j.results.UnreadableResultsException;

/**
 * Fails the build when an attack succeeded more often than a test or a rule allows, and when the results do not say so:
 * missing, cut short, unreadable or inconclusive ones fail it too. All violations are listed.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends RulesMojo {

    /** Whether violations fail the build; otherwise they are warnings. */
    @Parameter(property = "robustness.failOnViolation", defaultValue = "true")
    private boolean failOnViolation;

    /** Whether it is a violation that there are no results at all, though tests were not skipped. */
    @Parameter(property = "robustness.failIfNoResults", defaultValue = "true")
    private boolean failIfNoResults;

    @Parameter(property = "skipTests", defaultValue = "false", readonly = true)
    private boolean skipTests;

    @Parameter(property = "skipITs", defaultValue = "false", readonly = true)
    private boolean skipITs;

    @Parameter(property = "maven.test.skip", defaultValue = "false", readonly = true)
    private boolean mavenTestSkip;

    @Parameter(defaultValue = "${project.packaging}", readonly = true)
    private String packaging;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        Gate gate = new Gate(configuredRules());
        LatestResults results = read();
        if (results.isEmpty() && isExcused()) {
            return;
        }
        logTable(results);
        List<Violation> violations = gate.check(results);
        if (violations.isEmpty()) {
            boolean limited = !gate.rules().isEmpty()
                    || results.evaluations().stream().anyMatch(evaluation -> evaluation.limit() != null);
            getLog().info(limited ? "All limits are met" : "No limits are set: the results are recorded, not judged");
        } else {
            report(violations);
        }
    }

    private LatestResults read() throws MojoExecutionException {
        try {
            return new LatestResults(resultsFolder().read());
        } catch (UnreadableResultsException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Skipped tests excuse missing results; results that exist are always judged. */
    private boolean isExcused() {
        String reason = null;
        if (packaging.equals("pom")) {
            reason = "the packaging is pom";
        } else if (mavenTestSkip) {
            reason = "maven.test.skip is set";
        } else if (skipTests) {
            reason = "skipTests is set";
        } else if (skipITs) {
            reason = "skipITs is set";
        } else if (!failIfNoResults) {
            reason = "robustness.failIfNoResults is false";
        }
        if (reason != null) {
            getLog().warn("There are no results in " + resultsFolder().path() + ", and " + reason
                    + ": nothing was checked");
        }
        return reason != null;
    }

    private void logTable(LatestResults results) {
        if (!results.evaluations().isEmpty()) {
            new SummaryTable(results.evaluations()).lines().forEach(getLog()::info);
        }
        for (TestId test : results.tests()) {
            results.of(test).stream().filter(SkippedTest.class::isInstance).forEach(result -> getLog().info(
                            "Switched off: " + test.displayName() + " (" + ((SkippedTest) result).reason() + ")"));
        }
        getLog().info("Results are in " + resultsFolder().path());
    }

    private void report(List<Violation> violations) throws MojoFailureException {
        if (failOnViolation) {
            throw new MojoFailureException(violations.stream()
                    .map(violation -> System.lineSeparator() + "  - " + violation)
                    .collect(Collectors.joining(
                            "",
                            "The robustness gate found " + violations.size() + " violation(s):",
                            System.lineSeparator() + "Results are in "
                                    + resultsFolder().path())));
        }
        violations.forEach(violation -> getLog().warn(violation.toString()));
    }
}
