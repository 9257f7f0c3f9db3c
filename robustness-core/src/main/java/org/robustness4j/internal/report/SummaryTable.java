package org.robustness4j.internal.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.internal.results.record.EvaluationRecord;

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
        EvaluationText text = new EvaluationText(evaluation);
        return new String[] {
            evaluation.test().displayName(),
            evaluation.model().name(),
            evaluation.attack().name(),
            text.goal(),
            text.norm(),
            text.epsilon(),
            text.broken(),
            text.success(),
            text.interval(),
            text.limit(),
            text.robust(),
            text.clean(),
            text.seconds(),
            evaluation.verdict() + text.kind()
        };
    }
}
