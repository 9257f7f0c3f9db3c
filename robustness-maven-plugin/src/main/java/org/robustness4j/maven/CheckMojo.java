package org.robustness4j.maven;

import java.io.File;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.gate.Baseline;
import org.robustness4j.internal.gate.BaselineReport;
import org.robustness4j.internal.gate.Extent;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.UnreadableResultsException;

/**
 * Fails the build when an attack succeeded more often than a test or a rule allows, and when the results do not say so:
 * missing, cut short, stale, unreadable or inconclusive ones fail it too. All violations are listed, and the HTML
 * report is written first.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends GateMojo {

    /**
     * Earlier evaluations to compare with, sample by sample: a file that the project keeps. Without it nothing is
     * compared.
     */
    @Parameter(property = "robustness.baseline")
    private @Nullable File baseline;

    /**
     * Whether the results of this build replace the baseline; they do not if they are incomplete, in error, or those of
     * some of the tests alone.
     */
    @Parameter(property = "robustness.baseline.update", defaultValue = "false")
    private boolean updateBaseline;

    /**
     * Below which probability of chance more broken samples than in the baseline are a violation, between 0 and 1; it
     * holds for all evaluations at once.
     */
    @Parameter(property = "robustness.baselineSignificance", defaultValue = "0.05")
    private String baselineSignificance;

    @Parameter(defaultValue = "${project.packaging}", readonly = true)
    private String packaging;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    private MojoExecution execution;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        requireKnownProperties();
        List<Rule> rules = configuredRules();
        LatestResults results = read(resultsFolder());
        Extent extent = extent(new TestPlugins(project()).runners(results.tests()));
        Gate gate = new Gate(rules, buildStart(), extent);
        Optional<String> excuse = packaging.equals("pom") ? Optional.of("the packaging is pom") : excuse(extent);
        if (results.isEmpty() && excuse.isPresent()) {
            getLog().warn("There are no results in " + resultsFolder().path() + ", and " + excuse.get()
                    + ": nothing was checked");
            return;
        }
        if (results.isEmpty()) {
            requireTestsThatRun();
        }
        warnOfPartialRun(extent);
        judge(
                gate,
                List.of(new Module(new HtmlReport.Section(null, resultsFolder(), results), nextSteps(project()))),
                againstBaseline(results, extent).stream()
                        .map(violation -> nextSteps(project()).ofBaseline(violation, results.tests()))
                        .toList(),
                reportFile());
    }

    private List<Violation> againstBaseline(LatestResults results, Extent extent) throws MojoExecutionException {
        File file = baseline;
        if (file == null) {
            if (updateBaseline) {
                throw new MojoExecutionException(ConfigurationKey.BASELINE_UPDATE.key()
                        + " is true, but there is no baseline to update; name its file with "
                        + ConfigurationKey.BASELINE.key() + ", as in robustness-baseline.json");
            }
            return List.of();
        }
        try {
            BigDecimal significance = Shares.parse(ConfigurationKey.BASELINE_SIGNIFICANCE.key(), baselineSignificance);
            Baseline kept = new Baseline(file.toPath(), significance.doubleValue());
            BaselineReport report =
                    updateBaseline ? kept.update(results, buildStart(), extent) : kept.compare(results, extent);
            report.notes().forEach(getLog()::info);
            return report.violations();
        } catch (IllegalArgumentException | UnreadableResultsException e) {
            throw new MojoExecutionException("The baseline cannot be used: " + e.getMessage(), e);
        }
    }

    /** Bound to a phase, the goal judges the tests of this build; called by itself, those of the last one. */
    private @Nullable Instant buildStart() {
        return execution.getLifecyclePhase() == null
                ? null
                : session().getStartTime().toInstant();
    }
}
