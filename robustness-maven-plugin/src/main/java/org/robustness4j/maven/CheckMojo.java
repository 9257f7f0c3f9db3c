package org.robustness4j.maven;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.robustness4j.gate.Gate;
import org.robustness4j.report.HtmlReport;
import org.robustness4j.results.LatestResults;

/**
 * Fails the build when an attack succeeded more often than a test or a rule allows, and when the results do not say so:
 * missing, cut short, stale, unreadable or inconclusive ones fail it too. All violations are listed, and the HTML report is
 * written first.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends GateMojo {

    @Parameter(defaultValue = "${project.packaging}", readonly = true)
    private String packaging;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    private MojoExecution execution;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        Gate gate = new Gate(configuredRules(), buildStart());
        LatestResults results = read(resultsFolder());
        Optional<String> excuse =
                packaging.equals("pom") ? Optional.of("the packaging is pom") : excuseForMissingResults();
        if (results.isEmpty() && excuse.isPresent()) {
            getLog().warn("There are no results in " + resultsFolder().path() + ", and " + excuse.get()
                    + ": nothing was checked");
            return;
        }
        judge(gate, List.of(new HtmlReport.Section(null, resultsFolder(), results)), List.of(), reportFile());
    }

    /** Bound to a phase, the goal judges the tests of this build; called by itself, those of the last one. */
    private @Nullable Instant buildStart() {
        return execution.getLifecyclePhase() == null
                ? null
                : session.getStartTime().toInstant();
    }
}
