package org.robustness4j.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.gate.Extent;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;

/**
 * Holds the results of all modules of a build to one set of rules, and writes one report: as
 * {@code mvn verify robustness:aggregate-check}, or bound in the last module alone.
 */
@API(status = Status.STABLE, since = "0.1")
@Mojo(name = "aggregate-check", defaultPhase = LifecyclePhase.VERIFY, aggregator = true, threadSafe = true)
public final class AggregateCheckMojo extends GateMojo {

    /** The name of the report of all modules. */
    static final String REPORT = "aggregate.html";

    @Parameter(defaultValue = "${reactorProjects}", readonly = true)
    private List<MavenProject> reactorProjects;

    /** The results folder of each module, relative to its build directory. */
    @Parameter(property = "robustness.aggregate.directory", defaultValue = "robustness")
    private String moduleDirectory;

    /** The report. */
    @Parameter(
            property = "robustness.aggregate.reportFile",
            defaultValue = "${project.build.directory}/robustness/" + REPORT)
    private File aggregateReportFile;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        requireKnownProperties();
        List<Rule> rules = configuredRules();
        Set<TestRunner> runners = new HashSet<>();
        List<Violation> missing = new ArrayList<>();
        List<Module> sections = new ArrayList<>();
        for (MavenProject module : reactorProjects) {
            ResultsFolder folder = new ResultsFolder(Path.of(module.getBuild().getDirectory(), moduleDirectory));
            LatestResults results = read(folder);
            TestPlugins plugins = new TestPlugins(module);
            if (!results.isEmpty() || plugins.canHaveRobustnessTests()) {
                runners.addAll(plugins.runners(results.tests()));
            }
            if (!results.isEmpty()) {
                sections.add(
                        new Module(new HtmlReport.Section(module.getArtifactId(), folder, results), nextSteps(module)));
            } else if (plugins.canHaveRobustnessTests()) {
                missing.add(new Violation(
                                module.getArtifactId(),
                                "depends on " + TestPlugins.ENGINE + ", but has no results in " + folder.path()
                                        + "; run its tests, or remove the dependency")
                        .with(nextSteps(module).run()));
            }
        }
        Extent extent = extent(runners);
        Optional<String> excuse = excuse(extent);
        if (sections.isEmpty() && excuse.isPresent()) {
            getLog().warn("No module has results, and " + excuse.get() + ": nothing was checked");
            return;
        }
        warnOfPartialRun(extent);
        Gate gate = new Gate(rules, buildStart(), extent);
        judge(gate, sections, excuse.isPresent() ? List.of() : missing, aggregateReportFile.toPath());
    }

    /**
     * In a build that runs phases results have to be of this build; called alone, the goal judges those of the last
     * one.
     */
    private @Nullable Instant buildStart() {
        boolean runsPhases = session().getGoals().stream().anyMatch(goal -> goal.indexOf(':') < 0);
        return runsPhases ? session().getStartTime().toInstant() : null;
    }
}
