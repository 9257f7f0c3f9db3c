package org.robustness4j.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.robustness4j.gate.Gate;
import org.robustness4j.gate.Limit;
import org.robustness4j.gate.Metric;
import org.robustness4j.gate.Rule;
import org.robustness4j.gate.Violation;
import org.robustness4j.report.SummaryTable;
import org.robustness4j.results.LatestResults;
import org.robustness4j.results.ResultsFolder;
import org.robustness4j.results.UnreadableResultsException;

/**
 * Fails the build when an attack succeeded more often than a test or a rule allows, and when the results do not say so:
 * missing, cut short, unreadable or inconclusive ones fail it too. All violations are listed.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** Where robustness tests write their results. */
    @Parameter(property = "robustness.output.dir", defaultValue = "${project.build.directory}/robustness")
    private File resultsDirectory;

    /** Does nothing. */
    @Parameter(property = "robustness.skip", defaultValue = "false")
    private boolean skip;

    /** Whether violations fail the build; otherwise they are warnings. */
    @Parameter(property = "robustness.failOnViolation", defaultValue = "true")
    private boolean failOnViolation;

    /** Whether it is a violation that there are no results at all, though tests were not skipped. */
    @Parameter(property = "robustness.failIfNoResults", defaultValue = "true")
    private boolean failIfNoResults;

    /** The highest attack success rate allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.maxAttackSuccessRate")
    private @Nullable String maxAttackSuccessRate;

    /** The lowest robust accuracy allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.minRobustAccuracy")
    private @Nullable String minRobustAccuracy;

    /** The lowest clean accuracy allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.minCleanAccuracy")
    private @Nullable String minCleanAccuracy;

    /**
     * Limits for some of the evaluations: each rule has an {@code element} (BUNDLE, PACKAGE, CLASS, METHOD or ATTACK),
     * {@code includes} with * and ?, and {@code limits} with a {@code metric} (attackSuccessRate, robustAccuracy or
     * cleanAccuracy) and a {@code minimum} or {@code maximum}.
     */
    @Parameter
    private List<RuleConfiguration> rules = List.of();

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
        if (skip) {
            getLog().info("Skipped: robustness.skip is set");
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
            getLog().info("All limits are met");
        } else {
            report(violations);
        }
    }

    private List<Rule> configuredRules() throws MojoExecutionException {
        try {
            List<Rule> configured = new ArrayList<>();
            List<Limit> global = new ArrayList<>();
            if (maxAttackSuccessRate != null) {
                global.add(Limit.atMost(
                        Metric.ATTACK_SUCCESS_RATE,
                        Shares.parse("robustness.maxAttackSuccessRate", maxAttackSuccessRate)));
            }
            if (minRobustAccuracy != null) {
                global.add(Limit.atLeast(
                        Metric.ROBUST_ACCURACY, Shares.parse("robustness.minRobustAccuracy", minRobustAccuracy)));
            }
            if (minCleanAccuracy != null) {
                global.add(Limit.atLeast(
                        Metric.CLEAN_ACCURACY, Shares.parse("robustness.minCleanAccuracy", minCleanAccuracy)));
            }
            if (!global.isEmpty()) {
                configured.add(Rule.forAll(global));
            }
            for (RuleConfiguration rule : rules) {
                configured.add(rule.toRule());
            }
            return configured;
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("The rules of robustness:check are not valid: " + e.getMessage(), e);
        }
    }

    private LatestResults read() throws MojoExecutionException {
        try {
            return new LatestResults(new ResultsFolder(resultsDirectory.toPath()).read());
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
            getLog().info("There are no results in " + resultsDirectory + ", and " + reason + ": nothing was checked");
        }
        return reason != null;
    }

    private void logTable(LatestResults results) {
        if (!results.evaluations().isEmpty()) {
            new SummaryTable(results.evaluations()).lines().forEach(getLog()::info);
        }
        getLog().info("Results are in " + resultsDirectory);
    }

    private void report(List<Violation> violations) throws MojoFailureException {
        if (failOnViolation) {
            throw new MojoFailureException(violations.stream()
                    .map(violation -> System.lineSeparator() + "  - " + violation)
                    .collect(Collectors.joining(
                            "",
                            "The robustness gate found " + violations.size() + " violation(s):",
                            System.lineSeparator() + "Results are in " + resultsDirectory)));
        }
        violations.forEach(violation -> getLog().warn(violation.toString()));
    }
}
