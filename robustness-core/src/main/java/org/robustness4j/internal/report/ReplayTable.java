package org.robustness4j.internal.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.replay.ReplayedEvaluation;
import org.robustness4j.internal.replay.ReplayedSample;
import org.robustness4j.internal.report.TextTable.Heading;
import org.robustness4j.internal.report.TextTable.Row;

/** A replay as a table of plain text, tests under their class and model; in pairs of columns where there is no room. */
public final class ReplayTable {

    private static final int LEGIBLE = 20;
    private static final int LONGEST_ATTACK = 13;
    private static final int LONGEST = 15;

    private final ReplayReport report;
    private final int width;

    /** The table for a console of the usual width. */
    public ReplayTable(ReplayReport report) {
        this(report, ConsoleWidth.USUAL.columns());
    }

    /**
     * The table for some width.
     *
     * @param width the most characters of a line
     */
    public ReplayTable(ReplayReport report, int width) {
        this.report = report;
        this.width = width;
    }

    /** The lines of the table, without line ends. */
    public List<String> lines() {
        TextTable wide = wide();
        return wide.room(width) >= Math.min(LEGIBLE, wide.needed(wide.elastic()))
                ? wide.lines(width)
                : narrow().lines(width);
    }

    private TextTable wide() {
        return new TextTable(
                List.of(
                        Heading.text("Test", Integer.MAX_VALUE),
                        Heading.text("Attack", LONGEST_ATTACK),
                        Heading.number("Candidates", LONGEST),
                        Heading.number("Not\nstored", LONGEST),
                        Heading.number("Same\nprediction", LONGEST),
                        Heading.number("Same\ninput", LONGEST),
                        Heading.number("Inside\nthe rules", LONGEST),
                        Heading.number("Found\nagain", LONGEST),
                        Heading.text("Same\nmodel", LONGEST)),
                0,
                rows(evaluation -> List.of(
                        test(evaluation),
                        evaluation.attack(),
                        candidates(evaluation),
                        omitted(evaluation),
                        count(evaluation, ReplayedSample::samePrediction),
                        count(evaluation, ReplayedSample::sameInput),
                        count(evaluation, ReplayedSample::insideRules),
                        foundAgain(evaluation),
                        sameModel(evaluation))));
    }

    private TextTable narrow() {
        return new TextTable(
                List.of(
                        Heading.text("Test\nattack", Integer.MAX_VALUE),
                        Heading.number("Candidates\nnot stored", LONGEST),
                        Heading.number("Same\nprediction\nand input", LONGEST),
                        Heading.number("Inside\nthe rules,\nfound again", LONGEST),
                        Heading.text("Same\nmodel", LONGEST)),
                0,
                rows(evaluation -> List.of(
                        test(evaluation) + "\n" + evaluation.attack(),
                        candidates(evaluation) + "\n" + omitted(evaluation),
                        count(evaluation, ReplayedSample::samePrediction) + "\n"
                                + count(evaluation, ReplayedSample::sameInput),
                        count(evaluation, ReplayedSample::insideRules) + "\n" + foundAgain(evaluation),
                        sameModel(evaluation))));
    }

    private List<Row> rows(Function<ReplayedEvaluation, List<String>> cells) {
        return report.evaluations().stream()
                .map(evaluation -> new Row(
                        evaluation.test().className() + ": model " + evaluation.model(), cells.apply(evaluation)))
                .toList();
    }

    private static String test(ReplayedEvaluation evaluation) {
        return TestClassEvaluations.testOf(evaluation.test());
    }

    private static String candidates(ReplayedEvaluation evaluation) {
        return String.valueOf(evaluation.samples().size());
    }

    private static String omitted(ReplayedEvaluation evaluation) {
        return String.valueOf(evaluation.omitted());
    }

    private static String count(ReplayedEvaluation evaluation, Predicate<ReplayedSample> condition) {
        return String.valueOf(evaluation.count(condition));
    }

    private static String foundAgain(ReplayedEvaluation evaluation) {
        boolean rerun = evaluation.count(sample -> sample.sameCandidate() != null) > 0;
        return rerun ? count(evaluation, sample -> Boolean.TRUE.equals(sample.sameCandidate())) : EvaluationText.NONE;
    }

    private static String sameModel(ReplayedEvaluation evaluation) {
        if (evaluation.currentSha256().isEmpty() || evaluation.recordedSha256().isEmpty()) {
            return "unknown";
        }
        return evaluation.modelChanged() ? "no" : "yes";
    }
}
