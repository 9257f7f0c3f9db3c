package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.robustness4j.internal.report.TextTable.Heading;
import org.robustness4j.internal.report.TextTable.Row;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.verdict.Verdict;

/**
 * The evaluations of a build as a table of plain text, those of a test class under its name. Where there is not room
 * for all columns beside each other, they stand in pairs, one above the other.
 */
public final class SummaryTable {

    /** What the names of tests should have at least; a column beside them is not worth less. */
    private static final int LEGIBLE = 20;

    private static final int LONGEST_ATTACK = 12;
    private static final int LONGEST_VERDICT = 12;

    private static final int LONGEST_COUNT = 15;
    private static final int LONGEST_SHARE = 14;

    /** Behind the verdict of a test that fails for another limit than its own. */
    private static final String MARK = " *";

    private final List<EvaluationRecord> evaluations;
    private final int width;
    private final Set<String> violations;

    /** The table for a console of the usual width. */
    public SummaryTable(List<EvaluationRecord> evaluations) {
        this(evaluations, ConsoleWidth.USUAL.columns());
    }

    /**
     * The table for some width.
     *
     * @param width the most characters of a line
     */
    public SummaryTable(List<EvaluationRecord> evaluations, int width) {
        this(evaluations, width, Set.of());
    }

    /**
     * The table of a gate.
     *
     * @param width the most characters of a line
     * @param violations the names of the tests that fail the build, whatever limits they set themselves
     */
    public SummaryTable(List<EvaluationRecord> evaluations, int width, Set<String> violations) {
        this.evaluations = List.copyOf(evaluations);
        this.width = width;
        this.violations = Set.copyOf(violations);
    }

    private boolean isMarked(EvaluationRecord evaluation) {
        return violations.contains(evaluation.test().displayName())
                && (evaluation.verdict() == Verdict.PASS || evaluation.verdict() == Verdict.RECORDED);
    }

    private String verdict(EvaluationRecord evaluation) {
        return evaluation.verdict() + (isMarked(evaluation) ? MARK : "");
    }

    /** The lines of the table, without line ends. */
    public List<String> lines() {
        Map<String, List<EvaluationRecord>> classes = new LinkedHashMap<>();
        evaluations.forEach(
                evaluation -> classes.computeIfAbsent(evaluation.test().className(), unseen -> new ArrayList<>())
                        .add(evaluation));
        List<TestClassEvaluations> groups = classes.entrySet().stream()
                .map(group -> new TestClassEvaluations(group.getKey(), group.getValue()))
                .toList();
        TextTable wide = wide(groups);
        List<String> lines = wide.room(width) >= Math.min(LEGIBLE, wide.needed(wide.elastic()))
                ? wide.lines(width)
                : narrow(groups).lines(width);
        return evaluations.stream().anyMatch(this::isMarked)
                ? Stream.concat(lines.stream(), Stream.of("* by the limit of the test; the gate fails it, see below"))
                        .toList()
                : lines;
    }

    private TextTable wide(List<TestClassEvaluations> groups) {
        List<Row> rows = new ArrayList<>();
        for (TestClassEvaluations group : groups) {
            for (EvaluationRecord evaluation : group.evaluations()) {
                EvaluationText text = new EvaluationText(evaluation);
                rows.add(new Row(
                        group.heading(),
                        List.of(
                                verdict(evaluation),
                                TestClassEvaluations.testOf(evaluation),
                                group.attackOf(evaluation),
                                text.epsilon(),
                                text.broken().replace(", ", "\n").replace(" by ", " by\n"),
                                text.success(),
                                interval(text),
                                text.limit(),
                                text.robust(),
                                text.clean())));
            }
        }
        return new TextTable(
                List.of(
                        Heading.text("Verdict", LONGEST_VERDICT),
                        Heading.text("Test", Integer.MAX_VALUE),
                        Heading.text("Attack", LONGEST_ATTACK),
                        Heading.text("Epsilon", LONGEST_ATTACK),
                        Heading.number("Broken", LONGEST_COUNT),
                        Heading.number("Success", LONGEST_SHARE),
                        Heading.number("95 % interval", LONGEST_SHARE),
                        Heading.number("Limit", LONGEST_SHARE),
                        Heading.number("Robust", LONGEST_SHARE),
                        Heading.number("Clean", LONGEST_SHARE)),
                1,
                rows);
    }

    private TextTable narrow(List<TestClassEvaluations> groups) {
        List<Row> rows = new ArrayList<>();
        for (TestClassEvaluations group : groups) {
            for (EvaluationRecord evaluation : group.evaluations()) {
                EvaluationText text = new EvaluationText(evaluation);
                String epsilon = evaluation.attack().isBounded() ? ", epsilon " + text.epsilon() : "";
                rows.add(new Row(
                        group.heading(),
                        List.of(
                                verdict(evaluation) + "\n" + text.limit(),
                                TestClassEvaluations.testOf(evaluation) + "\n" + group.attackOf(evaluation) + epsilon,
                                text.broken().replace(", ", "\n"),
                                text.success() + "\n" + interval(text),
                                text.robust() + "\n" + text.clean())));
            }
        }
        return new TextTable(
                List.of(
                        Heading.text("Verdict\nlimit", LONGEST_VERDICT),
                        Heading.text("Test\nattack", Integer.MAX_VALUE),
                        Heading.number("Broken", LONGEST_COUNT),
                        Heading.number("Success\n95 % interval", LONGEST_SHARE),
                        Heading.number("Robust\nclean", LONGEST_SHARE)),
                1,
                rows);
    }

    /** With one sign for both ends. */
    private static String interval(EvaluationText text) {
        return text.interval().replace(" % - ", " - ");
    }
}
