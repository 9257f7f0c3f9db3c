package org.robustness4j.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.JudgedModule;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.results.LatestResults;

/**
 * Writes the HTML report of the results there are, and never fails the build for what they say. {@code check} writes it
 * too.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends RulesMojo {

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        requireKnownProperties();
        LatestResults results = GateMojo.read(resultsFolder());
        if (results.isEmpty()) {
            getLog().warn("There are no results in " + resultsFolder().path()
                    + ", so there is no report; run the robustness tests first");
            return;
        }
        Gate gate = new Gate(configuredRules());
        HtmlReport report = new HtmlReport(
                List.of(new HtmlReport.Section(null, resultsFolder(), results)),
                gate.check(List.of(new JudgedModule(results, nextSteps(project())))),
                gate.isLimited(List.of(results)));
        report.write(reportFile());
        getLog().info("The report is " + reportFile().toUri());
    }
}
