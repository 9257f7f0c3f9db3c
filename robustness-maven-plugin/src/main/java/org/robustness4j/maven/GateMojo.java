package org.robustness4j.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.gate.Extent;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.JudgedModule;
import org.robustness4j.internal.gate.NextSteps;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestId;

/** What the goals that judge results have in common: the table, the report, and what violations do. */
abstract class GateMojo extends RulesMojo {

    /** Whether violations fail the build; otherwise they are warnings. */
    @Parameter(property = "robustness.failOnViolation", defaultValue = "true")
    private boolean failOnViolation;

    /** What inconclusive evaluations do: {@code fail} the build, or {@code warn}. */
    @Parameter(property = "robustness.inconclusive", defaultValue = "fail")
    private String inconclusive;

    /**
     * Whether only some of the tests were run, so that it is no violation that others have no result. Unless it is
     * given, the command line tells: {@code -Dtest} where Surefire runs robustness tests, {@code -Dit.test} where
     * Failsafe does, {@code -Dgroups} and the like.
     */
    @Parameter(property = "robustness.partial")
    private @Nullable Boolean partial;

    /**
     * Whether all robustness tests were run.
     *
     * @param runners the plugins that run them
     */
    final Extent extent(Set<TestRunner> runners) {
        if (partial == null) {
            return new TestSelection(session().getUserProperties(), runners).extent();
        }
        return partial ? new Extent(ConfigurationKey.PARTIAL.key() + " is true") : Extent.WHOLE;
    }

    /** Why tests may be without results: skipped ones, or such as were left out. */
    final Optional<String> excuse(Extent extent) {
        return excuseForMissingResults().or(() -> Optional.ofNullable(extent.partialBecause())
                .map(reason -> "only some of the tests were run (" + reason + ")"));
    }

    /** What a partial run does not show has to be seen: a test that was renamed is missing in silence there. */
    final void warnOfPartialRun(Extent extent) {
        if (extent.partialBecause() != null) {
            Console.WARNING
                    .wrapped("Only some of the tests were run: " + extent.partialBecause()
                            + ". That others have no result is no violation; if these are all, say -D"
                            + ConfigurationKey.PARTIAL.key() + "=false")
                    .forEach(getLog()::warn);
        }
    }

    /**
     * A module whose results are judged.
     *
     * @param section of the report
     * @param next what to do about what is wrong
     */
    record Module(HtmlReport.Section section, NextSteps next) {}

    /** Judges, writes the report, and fails the build if it has to, in this order. */
    final void judge(Gate gate, List<Module> modules, List<Violation> found, Path reportFile)
            throws MojoFailureException, MojoExecutionException {
        boolean inconclusiveFails = inconclusiveFails();
        List<HtmlReport.Section> sections =
                modules.stream().map(Module::section).toList();
        List<LatestResults> results =
                sections.stream().map(HtmlReport.Section::results).toList();
        List<JudgedModule> judged = modules.stream()
                .map(module -> new JudgedModule(module.section().results(), module.next()))
                .toList();
        List<Violation> byGate = gate.check(judged);
        Set<String> subjects = Stream.concat(found.stream(), byGate.stream())
                .map(Violation::subject)
                .collect(Collectors.toSet());
        sections.forEach(section -> logTable(section, subjects));
        List<Violation> violations = new ArrayList<>(found);
        int warned = 0;
        for (Violation violation : byGate) {
            if (violation.isInconclusive() && !inconclusiveFails) {
                ViolationText.warnings(List.of(violation), Console.WARNING.width())
                        .forEach(getLog()::warn);
                warned++;
            } else {
                violations.add(violation);
            }
        }
        gate.notes(judged).forEach(getLog()::info);
        boolean limited = gate.isLimited(results);
        logUnbounded(evaluations(sections));
        new HtmlReport(sections, violations, limited).write(reportFile);
        getLog().info("The report is " + reportFile.toUri());
        if (violations.isEmpty() && warned > 0) {
            getLog().warn("No limit is exceeded, but " + warned + " inconclusive, as "
                    + ConfigurationKey.INCONCLUSIVE.key() + " is warn");
        } else if (violations.isEmpty()) {
            getLog().info(limited ? "All limits are met" : "No limits are set: the results are recorded, not judged");
        } else {
            report(violations, reportFile);
        }
    }

    private boolean inconclusiveFails() throws MojoExecutionException {
        return switch (inconclusive) {
            case "fail" -> true;
            case "warn" -> false;
            default ->
                throw new MojoExecutionException(
                        ConfigurationKey.INCONCLUSIVE.key() + " is '" + inconclusive + "', but must be fail or warn");
        };
    }

    private void logUnbounded(List<EvaluationRecord> evaluations) {
        long unbounded = evaluations.stream()
                .filter(evaluation ->
                        !evaluation.attack().isBounded() && evaluation.judged().limit() == null)
                .count();
        if (unbounded > 0) {
            Console.INFO
                    .wrapped(unbounded
                            + " evaluations are without a bound and a limit of their own: of the rules only those that"
                            + " name them judge their success")
                    .forEach(getLog()::info);
        }
    }

    private static List<EvaluationRecord> evaluations(List<HtmlReport.Section> sections) {
        return sections.stream()
                .flatMap(section -> section.results().evaluations().stream())
                .toList();
    }

    static LatestResults read(ResultsFolder folder) throws MojoExecutionException {
        try {
            return new LatestResults(folder.read());
        } catch (UnreadableResultsException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    private void logTable(HtmlReport.Section section, Set<String> violations) {
        LatestResults results = section.results();
        if (section.name() != null) {
            getLog().info(section.name() + ":");
        }
        if (!results.evaluations().isEmpty()) {
            new SummaryTable(results.evaluations(), Console.INFO.width(), violations)
                    .lines()
                    .forEach(getLog()::info);
        }
        logHardening(results.evaluations());
        for (TestId test : results.tests()) {
            results.of(test).stream().filter(SkippedTest.class::isInstance).forEach(result -> getLog().info(
                            "Switched off: " + test.displayName() + " (" + ((SkippedTest) result).reason() + ")"));
        }
        getLog().info("Results are in " + section.folder().path());
    }

    private void report(List<Violation> violations, Path reportFile) throws MojoFailureException {
        if (failOnViolation) {
            throw new MojoFailureException(ViolationText.items(violations, Console.ERROR.width()).stream()
                    .map(line -> System.lineSeparator() + line)
                    .collect(Collectors.joining(
                            "",
                            "The robustness gate found " + violations.size() + " violation(s):",
                            System.lineSeparator() + "The report is " + reportFile.toUri())));
        }
        ViolationText.warnings(violations, Console.WARNING.width()).forEach(getLog()::warn);
    }
}
