package org.robustness4j.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.RateRecord;

/** The evaluations of a build as a table of plain text. */
public final class SummaryTable {

    private final List<EvaluationRecord> evaluations;

    public SummaryTable(List<EvaluationRecord> evaluations) {
        this.evaluations = List.copyOf(evaluations);
    }

    /** The lines of the table, without line ends. */
    public List<String> lines() {
        List<Column> columns = new ArrayList<>();
        for (String header : List.of("Test", "Model", "Attack", "Goal", "Norm", "Epsilon")) {
            columns.add(new Column().header(header).dataAlign(HorizontalAlign.LEFT));
        }
        for (String header :
                List.of("Broken", "Success", "95 % interval", "Test limit", "Robust", "Clean", "Seconds")) {
            columns.add(new Column().header(header).dataAlign(HorizontalAlign.RIGHT));
        }
        columns.add(new Column().header("Test verdict").dataAlign(HorizontalAlign.LEFT));
        String[][] cells = evaluations.stream().map(SummaryTable::row).toArray(String[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells)
                .lines()
                .toList();
    }

    private static String[] row(EvaluationRecord evaluation) {
        RateRecord success = evaluation.attackSuccessRate();
        BigDecimal limit = evaluation.limit();
        return new String[] {
            evaluation.test().displayName(),
            evaluation.model().name(),
            evaluation.attack().name(),
            evaluation.attack().goal().name().toLowerCase(Locale.ROOT)
                    + (evaluation.attack().target() == null
                            ? ""
                            : " " + evaluation.attack().target()),
            evaluation.attack().norm() == null
                    ? "-"
                    : evaluation.attack().norm().name(),
            evaluation.attack().epsilon() == null
                    ? "-"
                    : significant(evaluation.attack().epsilon()),
            success.count() + "/" + success.total(),
            percentage(success),
            success.total() == 0 ? "-" : percentage(success.lower()) + " - " + percentage(success.upper()),
            limit == null ? "-" : percentage(limit.doubleValue()),
            percentage(evaluation.robustAccuracy()),
            percentage(evaluation.cleanAccuracy()),
            String.format(Locale.ROOT, "%.1f", evaluation.seconds()),
            evaluation.verdict() + (evaluation.attack().kind() == AttackKind.CORRUPTION ? " (corruption)" : "")
        };
    }

    private static String significant(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String percentage(RateRecord rate) {
        return rate.total() == 0 ? "-" : percentage(rate.value());
    }

    private static String percentage(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
