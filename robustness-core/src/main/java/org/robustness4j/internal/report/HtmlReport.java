package org.robustness4j.internal.report;

import com.samskivert.mustache.Mustache;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.internal.gate.Violation;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.internal.results.record.TestResult;

/**
 * The results of a build as one HTML file that needs nothing else: what the gate found, the evaluations as a table,
 * success against epsilon, and each evaluation with pictures of broken samples. It holds no script and loads nothing.
 */
public final class HtmlReport {

    private static final int GALLERY = 4;

    private final List<Section> sections;
    private final @Nullable List<Violation> violations;
    private final boolean limited;

    /**
     * Creates a report; reads nothing yet.
     *
     * @param sections the results, one section a module
     * @param violations what the gate found, null when there was no gate
     */
    public HtmlReport(List<Section> sections, @Nullable List<Violation> violations) {
        this(sections, violations, true);
    }

    /**
     * The report of a gate.
     *
     * @param limited whether the gate demanded anything
     */
    public HtmlReport(List<Section> sections, @Nullable List<Violation> violations, boolean limited) {
        this.limited = limited;
        this.sections = List.copyOf(sections);
        this.violations = violations == null ? null : List.copyOf(violations);
    }

    /**
     * The results of one module.
     *
     * @param name of the module, null when there is only one
     * @param folder where its result files and pictures are
     * @param results what is in them
     */
    public record Section(@Nullable String name, ResultsFolder folder, LatestResults results) {}

    record Exhibit(String title, String data, String caption) {}

    record OtherRow(String verdict, ReportRow.TestName test, String message) {}

    /** The tests of one class, below its name. */
    record ClassView(BreakableText className, List<ReportRow> rows, List<OtherRow> others) {}

    record SectionView(
            String name,
            List<ClassView> classes,
            List<ReportRow> rows,
            boolean hasGallery,
            List<Exhibit> gallery,
            boolean hasCharts,
            List<EpsilonChart> charts) {}

    record ReportView(
            String title,
            String state,
            String headline,
            String summary,
            boolean hasViolations,
            List<Violation> violations,
            List<SectionView> sections,
            Mustache.Lambda breakable) {}

    /**
     * Writes the report, atomically.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(Path file) {
        ResultsFolder.replace(file, html().getBytes(StandardCharsets.UTF_8));
    }

    /** The report as HTML, everything that comes from outside escaped. */
    public String html() {
        return Templates.render("report.html", view());
    }

    private ReportView view() {
        List<Violation> found = violations == null ? List.of() : violations;
        boolean judged = violations != null && (limited || !found.isEmpty());
        boolean open = !found.isEmpty() && found.stream().allMatch(Violation::isInconclusive);
        String state = !judged ? "unjudged" : found.isEmpty() ? "pass" : open ? "open" : "fail";
        String headline = !judged
                ? "Robustness: not judged"
                : found.isEmpty()
                        ? "Robustness: all limits are met"
                        : "Robustness: " + (open ? "inconclusive, " : "") + found.size()
                                + (found.size() == 1 ? " violation" : " violations");
        PictureBudget budget = new PictureBudget();
        List<SectionView> views = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            views.add(view(sections.get(i), "evaluation-" + i + "-", budget));
        }
        return new ReportView(
                headline, state, headline, summary(), !found.isEmpty(), found, views, BreakableText.LAMBDA);
    }

    private String summary() {
        long evaluations = sections.stream()
                .mapToLong(section -> section.results().evaluations().size())
                .sum();
        long models = sections.stream()
                .flatMap(section -> section.results().evaluations().stream())
                .map(evaluation -> evaluation.model().name())
                .distinct()
                .count();
        long incomplete = sections.stream()
                .mapToLong(section -> section.results().incompleteFiles())
                .sum();
        return evaluations
                + (evaluations == 1 ? " evaluation of " : " evaluations of ")
                + models
                + (models == 1 ? " model" : " models")
                + (incomplete == 0 ? "" : "; " + incomplete + " executions were cut short");
    }

    private SectionView view(Section section, String idPrefix, PictureBudget budget) {
        List<ReportRow> rows = new ArrayList<>();
        Map<String, ClassView> classes = new LinkedHashMap<>();
        for (TestId test : section.results().tests()) {
            List<TestResult> ended = section.results().of(test);
            ClassView ofClass = classes.computeIfAbsent(
                    test.className(),
                    name -> new ClassView(new BreakableText(name), new ArrayList<>(), new ArrayList<>()));
            ReportRow.TestName name = ReportRow.TestName.of(test);
            if (ended.isEmpty()) {
                ofClass.others().add(new OtherRow("ERROR", name, "was planned, but has no result"));
            }
            for (TestResult result : ended) {
                if (result instanceof EvaluationRecord evaluation) {
                    ReportRow row = ReportRow.of(
                            idPrefix + rows.size(), evaluation, section.folder(), isViolated(test), budget);
                    rows.add(row);
                    ofClass.rows().add(row);
                } else if (result instanceof TestError error) {
                    ofClass.others().add(new OtherRow("ERROR", name, error.message()));
                } else if (result instanceof SkippedTest skipped) {
                    ofClass.others().add(new OtherRow("SKIPPED", name, skipped.reason()));
                }
            }
        }
        List<EpsilonChart> charts = EpsilonChart.of(section.results().evaluations());
        List<Exhibit> gallery = gallery(rows);
        return new SectionView(
                section.name() == null ? "" : section.name(),
                List.copyOf(classes.values()),
                rows,
                !gallery.isEmpty(),
                gallery,
                !charts.isEmpty(),
                charts);
    }

    private boolean isViolated(TestId test) {
        return violations != null
                && violations.stream().anyMatch(violation -> violation.subject().equals(test.displayName()));
    }

    /**
     * A picture of each of some evaluations, of those that failed first, then the bounded; not one sample over and
     * over.
     */
    private static List<Exhibit> gallery(List<ReportRow> rows) {
        List<ReportRow> shown = rows.stream()
                .filter(row -> row.details().hasPictures())
                .sorted(Comparator.comparing((ReportRow row) -> !row.open())
                        .thenComparing(row -> row.text().epsilon().equals("-")))
                .limit(GALLERY)
                .toList();
        List<Exhibit> gallery = new ArrayList<>();
        for (ReportRow row : shown) {
            ReportRow.Picture picture = row.details()
                    .pictures()
                    .get(gallery.size() % row.details().pictures().size());
            String epsilon = row.text().epsilon().equals("-")
                    ? ""
                    : ", epsilon " + row.text().epsilon();
            gallery.add(
                    new Exhibit(row.attack() + " " + row.text().goal() + epsilon, picture.data(), picture.caption()));
        }
        return gallery;
    }
}
