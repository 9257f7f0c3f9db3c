package org.robustness4j.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.configuration.internal.PropertyNames;
import org.robustness4j.configuration.internal.UnknownProperty;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;
import org.robustness4j.internal.gate.NextSteps;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;

/**
 * What the goals have in common: where the results are, and the rules, which {@code prepare} checks before tests run.
 */
abstract class RulesMojo extends AbstractMojo {

    /** Where robustness tests write their results. */
    @Parameter(property = "robustness.output.dir", defaultValue = "${project.build.directory}/robustness")
    private File resultsDirectory;

    /** The HTML report; by default {@code index.html} in the folder of the results. */
    @Parameter(property = "robustness.reportFile")
    private @Nullable File reportFile;

    /** Does nothing. */
    @Parameter(property = "robustness.skip", defaultValue = "false")
    private boolean skip;

    /** The highest attack success rate allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.maxAttackSuccessRate")
    private @Nullable String maxAttackSuccessRate;

    /** The lowest robust accuracy allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.minRobustAccuracy")
    private @Nullable String minRobustAccuracy;

    /** The lowest certified accuracy allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.minCertifiedAccuracy")
    private @Nullable String minCertifiedAccuracy;

    /** The lowest clean accuracy allowed in any evaluation, between 0 and 1. */
    @Parameter(property = "robustness.minCleanAccuracy")
    private @Nullable String minCleanAccuracy;

    /**
     * Limits for some of the evaluations: each rule has an {@code element} (BUNDLE, PACKAGE, CLASS, METHOD or ATTACK),
     * {@code includes} with * and ?, and {@code limits} with a {@code metric} (attackSuccessRate, robustAccuracy, certifiedAccuracy,
     * cleanAccuracy, worstClassAttackSuccessRate or worstSliceAttackSuccessRate) and a {@code minimum} or {@code
     * maximum}.
     */
    @Parameter
    private List<RuleConfiguration> rules = List.of();

    /** Whether it is a violation that there are no results at all, though tests were not skipped. */
    @Parameter(property = "robustness.failIfNoResults", defaultValue = "true")
    private boolean failIfNoResults;

    @Parameter(property = "skipTests", defaultValue = "false", readonly = true)
    private boolean skipTests;

    @Parameter(property = "skipITs", defaultValue = "false", readonly = true)
    private boolean skipITs;

    @Parameter(property = "maven.test.skip", defaultValue = "false", readonly = true)
    private boolean mavenTestSkip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    final MavenProject project() {
        return project;
    }

    final MavenSession session() {
        return session;
    }

    /** What to do about what is wrong in a module, in commands for the folder in which this build was started. */
    final NextSteps nextSteps(MavenProject module) {
        return new NextSteps(new MavenCalls(session, module, plugin.getVersion()));
    }

    /** How this build, and this module in it, is called again. */
    final MavenCalls calls() {
        return new MavenCalls(session, project, plugin.getVersion());
    }

    final ResultsFolder resultsFolder() {
        return new ResultsFolder(resultsDirectory.toPath());
    }

    final Path reportFile() {
        return reportFile == null ? resultsDirectory.toPath().resolve("index.html") : reportFile.toPath();
    }

    final boolean isSkipped() {
        if (skip) {
            getLog().info("Skipped: " + ConfigurationKey.SKIP.key() + " is set");
        }
        return skip;
    }

    /** Skipped tests excuse missing results; results that exist are always judged. */
    final Optional<String> excuseForMissingResults() {
        if (mavenTestSkip) {
            return Optional.of("maven.test.skip is set");
        }
        if (skipTests) {
            return Optional.of("skipTests is set");
        }
        if (skipITs) {
            return Optional.of("skipITs is set");
        }
        return failIfNoResults
                ? Optional.empty()
                : Optional.of(ConfigurationKey.FAIL_IF_NO_RESULTS.key() + " is false");
    }

    /**
     * A misspelt property of the command line would leave a limit or a mode as it was; one of the POM may be meant for
     * something else.
     *
     * @throws MojoFailureException naming those of the command line that nobody reads
     */
    final void requireKnownProperties() throws MojoFailureException {
        Set<String> given = session.getUserProperties().stringPropertyNames();
        PropertyNames.unknownAmong(project.getProperties().stringPropertyNames()).stream()
                .filter(property -> !given.contains(property.name()))
                .forEach(property -> getLog().warn(property.toString()));
        List<UnknownProperty> unknown = PropertyNames.unknownAmong(given);
        if (!unknown.isEmpty()) {
            throw new MojoFailureException(unknown.stream()
                    .map(UnknownProperty::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
    }

    /**
     * Warns of tests that would be passed over.
     *
     * @throws MojoFailureException if no robustness test can run, and none of the reasons holds for which that may be
     *     so
     */
    final void requireTestsThatRun() throws MojoFailureException {
        if (excuseForMissingResults().isPresent()) {
            return;
        }
        TestPlugins plugins = new TestPlugins(project);
        Optional<String> problem = plugins.problem();
        if (problem.isPresent()) {
            throw new MojoFailureException(problem.get());
        }
        plugins.warning().ifPresent(getLog()::warn);
    }

    /** Warns of robustness tests that no plugin takes for tests, before the others are run. */
    final void warnOfUnheardTests() {
        if (excuseForMissingResults().isEmpty()) {
            new TestPlugins(project).unheard().ifPresent(getLog()::warn);
        }
    }

    final List<Rule> configuredRules() throws MojoExecutionException {
        try {
            List<Rule> configured = new ArrayList<>();
            List<Limit> global = new ArrayList<>();
            if (maxAttackSuccessRate != null) {
                global.add(Limit.atMost(
                        Metric.ATTACK_SUCCESS_RATE,
                        Shares.parse(ConfigurationKey.MAX_ATTACK_SUCCESS_RATE.key(), maxAttackSuccessRate)));
            }
            if (minRobustAccuracy != null) {
                global.add(Limit.atLeast(
                        Metric.ROBUST_ACCURACY,
                        Shares.parse(ConfigurationKey.MIN_ROBUST_ACCURACY.key(), minRobustAccuracy)));
            }
            if (minCertifiedAccuracy != null) {
                global.add(Limit.atLeast(
                        Metric.CERTIFIED_ACCURACY,
                        Shares.parse(ConfigurationKey.MIN_CERTIFIED_ACCURACY.key(), minCertifiedAccuracy)));
            }
            if (minCleanAccuracy != null) {
                global.add(Limit.atLeast(
                        Metric.CLEAN_ACCURACY,
                        Shares.parse(ConfigurationKey.MIN_CLEAN_ACCURACY.key(), minCleanAccuracy)));
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

    /** Says what hardening bought, for each evaluation. */
    final void logHardening(List<EvaluationRecord> evaluations) {
        for (EvaluationRecord evaluation : evaluations) {
            HardeningRecord hardening = evaluation.hardening();
            if (hardening != null) {
                Console.INFO
                        .wrapped(evaluation.test().displayName() + ": " + hardening.summary())
                        .forEach(getLog()::info);
            }
        }
    }
}
