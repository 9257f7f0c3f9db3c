package org.robustness4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.AssessmentRecorder;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.internal.gate.Gate;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.report.ConsoleWidth;
import org.robustness4j.internal.report.HtmlReport;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.SuccessRateLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluations of a command, one after the other, in one results file, and the gate behind them.
 *
 * @param limits how often each attack may succeed
 * @param others what else is demanded of each evaluation
 * @param output the folder for results and report
 * @param out is told the table, and what is wrong
 */
record RecordedEvaluations(SuccessRateLimits limits, List<Limit> others, Path output, PrintWriter out) {

    private static final Logger LOGGER = LoggerFactory.getLogger(RecordedEvaluations.class);
    private static final String REPORT = "index.html";
    private static final Pattern OURS = Pattern.compile("results-\\d+-[0-9a-f-]{36}\\.json");
    private static final String MIXED_SCALES = "mixed-scales";

    /** An evaluation, and the name that its result is stored under. */
    record Named(TestId name, AttackPlan plan) {}

    /**
     * Takes away what an earlier command left in the folder, so that nothing old stands beside an error.
     *
     * @throws IllegalArgumentException if the folder cannot be used, or has a report that is none of ours
     * @throws IOException if a file cannot be deleted
     */
    void clear() throws IOException {
        ResultsFolder folder = new ResultsFolder(output);
        folder.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        Path report = output.resolve(REPORT);
        boolean isOurs = folder.files().stream().allMatch(file -> OURS.matcher(String.valueOf(file.getFileName()))
                .matches());
        if (!isOurs) {
            throw new IllegalArgumentException(output.toAbsolutePath()
                    + " has files that are called as results are, and are" + " none of ours; give another --output");
        }
        if (Files.exists(report)
                && (folder.files().isEmpty() || !Files.readString(report).contains("<title>Robustness"))) {
            throw new IllegalArgumentException(
                    report.toAbsolutePath()
                            + " is there, without results beside it that would make it a report of ours; give another --output");
        }
        folder.clear();
        Files.deleteIfExists(report);
    }

    /**
     * Runs them all, and judges what is recorded.
     *
     * @param monitors is told of the progress of each evaluation
     * @return the exit code
     */
    int run(AttackTarget target, List<Named> evaluations, Function<Named, AttackMonitor> monitors) {
        ResultsFolder folder = new ResultsFolder(output);
        ResultsRecorder recorder = ResultsRecorder.begin(
                folder, evaluations.stream().map(Named::name).toList(), Clock.systemUTC());
        AssessmentRecorder assessments = new AssessmentRecorder(
                recorder,
                new PictureFiles(recorder.file(), byDefault(ConfigurationKey.PICTURES)),
                new CandidateFiles(recorder.file(), byDefault(ConfigurationKey.CANDIDATES)),
                LOGGER::warn);
        Assessor assessor = new Assessor(target, AssessmentOptions.DEFAULT);
        for (Named evaluation : evaluations) {
            try {
                Assessment assessment = assessor.assess(evaluation.plan(), limits, monitors.apply(evaluation));
                assessments.record(evaluation.name(), assessment);
            } catch (RuntimeException | Error e) {
                recorder.failed(evaluation.name(), new FailureMessage(e).toString());
                throw e;
            }
        }
        recorder.complete();
        return judged(folder);
    }

    private static String note(Finding finding) {
        String advice = finding.check().equals(MIXED_SCALES) ? " (of a table: --scale-columns)" : "";
        return "Note: " + finding.check() + ": " + finding.message() + advice;
    }

    private static int byDefault(ConfigurationKey key) {
        return Integer.parseInt(key.defaultValue().orElseThrow());
    }

    private int judged(ResultsFolder folder) {
        LatestResults results;
        try {
            results = new LatestResults(folder.read());
        } catch (UnreadableResultsException e) {
            throw new IllegalStateException("The results that were just written cannot be read", e);
        }
        Gate gate = new Gate(others.isEmpty() ? List.of() : List.of(Rule.forAll(others)));
        // without the advice and the names of settings, which are for builds
        List<Violation> violations = gate.check(results).stream()
                .map(found -> new Violation(
                        found.subject(),
                        found.message().replaceFirst("[,;] " + Gate.SET_BY_TEST, ""),
                        // a defect fails builds too that let others pass as inconclusive; here nothing is known
                        found.isInconclusive() || found.message().startsWith(Gate.INCONCLUSIVE)))
                .toList();
        ConsoleWidth width = ConsoleWidth.of(System.getenv("COLUMNS"));
        new SummaryTable(results.evaluations(), width.columns()).lines().forEach(out::println);
        violations.forEach(
                violation -> out.println((violation.isInconclusive() ? "Inconclusive: " : "Missed: ") + violation));
        results.evaluations().stream()
                .flatMap(evaluation -> evaluation.findings().stream())
                .filter(finding -> finding.severity() == Finding.Severity.NOTE)
                .map(RecordedEvaluations::note)
                .distinct()
                .forEach(out::println);
        boolean isLimited = gate.isLimited(List.of(results));
        Path report = output.resolve(REPORT).toAbsolutePath();
        new HtmlReport(List.of(new HtmlReport.Section(null, folder, results)), violations, isLimited).write(report);
        if (violations.isEmpty()) {
            out.println(
                    isLimited
                            ? "All limits are met"
                            : "No limit was set, so that nothing is judged; set one by --max-success-rate");
        }
        out.println("The report is " + report.toUri() + ", and the results are beside it");
        return violations.isEmpty() ? 0 : violations.stream().allMatch(Violation::isInconclusive) ? 2 : 1;
    }
}
