package org.robustness4j.internal.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.replay.ReplayedEvaluation;
import org.robustness4j.internal.replay.ReplayedSample;

/** A replay as a table of plain text. */
public final class ReplayTable {

    private final ReplayReport report;

    public ReplayTable(ReplayReport report) {
        this.report = report;
    }

    /** The lines of the table, without line ends. */
    public List<String> lines() {
        List<Column> columns = new ArrayList<>();
        for (String header : List.of("Test", "Model", "Attack")) {
            columns.add(new Column().header(header).dataAlign(HorizontalAlign.LEFT));
        }
        for (String header : List.of(
                "Candidates", "Not stored", "Same prediction", "Same input", "Inside the rules", "Found again")) {
            columns.add(new Column().header(header).dataAlign(HorizontalAlign.RIGHT));
        }
        columns.add(new Column().header("Same model").dataAlign(HorizontalAlign.LEFT));
        String[][] cells = report.evaluations().stream().map(ReplayTable::row).toArray(String[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells)
                .lines()
                .toList();
    }

    private static String[] row(ReplayedEvaluation evaluation) {
        boolean rerun = evaluation.count(sample -> sample.sameCandidate() != null) > 0;
        return new String[] {
            evaluation.test().displayName(),
            evaluation.model(),
            evaluation.attack(),
            String.valueOf(evaluation.samples().size()),
            String.valueOf(evaluation.omitted()),
            String.valueOf(evaluation.count(ReplayedSample::samePrediction)),
            String.valueOf(evaluation.count(ReplayedSample::sameInput)),
            String.valueOf(evaluation.count(ReplayedSample::insideRules)),
            rerun ? String.valueOf(evaluation.count(sample -> Boolean.TRUE.equals(sample.sameCandidate()))) : "-",
            sameModel(evaluation)
        };
    }

    private static String sameModel(ReplayedEvaluation evaluation) {
        if (evaluation.currentSha256().isEmpty() || evaluation.recordedSha256().isEmpty()) {
            return "unknown";
        }
        return evaluation.modelChanged() ? "no" : "yes";
    }
}
