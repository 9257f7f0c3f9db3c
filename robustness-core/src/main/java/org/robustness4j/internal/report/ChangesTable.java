package org.robustness4j.internal.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.ChangesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.threat.Norm;

/**
 * The features that an attack changed most, as people read them.
 *
 * @param caption the sample, and what the model takes it for before and after
 * @param of what the share of a change is of
 * @param rows the features, the most changed first
 * @param rest how many more changed, in words; empty when all are shown
 */
public record ChangesTable(String caption, String of, List<Row> rows, String rest) {

    private static final int DIGITS = 4;

    /**
     * A feature.
     *
     * @param name for people
     * @param clean the value in the sample
     * @param adversarial the value in the adversarial point
     * @param change the difference, with its sign
     * @param share how much that is of epsilon, or of the range where there is no ball
     */
    public record Row(String name, String clean, String adversarial, String change, String share) {}

    /** The tables of an evaluation, one for each broken sample that is shown. */
    public static List<ChangesTable> of(EvaluationRecord evaluation) {
        return of(evaluation.attack(), evaluation.details().changes());
    }

    /** The tables of samples that an attack broke. */
    static List<ChangesTable> of(AttackRecord attack, List<ChangesRecord> broken) {
        Double epsilon = attack.epsilon();
        double whole =
                epsilon == null ? attack.threat().maximum() - attack.threat().minimum() : epsilon;
        return broken.stream()
                .map(changes -> new ChangesTable(
                        EmbeddedPicture.caption(
                                changes.index(), changes.label(), changes.clean(), changes.adversarial()),
                        epsilon == null ? "range" : "epsilon",
                        changes.features().stream()
                                .map(feature -> attack.threat().norm() == Norm.L0
                                        ? substituted(feature, whole)
                                        : row(feature, whole))
                                .toList(),
                        rest(changes)))
                .toList();
    }

    private static Row row(ChangesRecord.Feature feature, double whole) {
        double change = (double) feature.adversarial() - feature.clean();
        return new Row(
                feature.name(),
                legible(feature.clean(), change),
                legible(feature.adversarial(), change),
                (change > 0 ? "+" : "") + rounded(change),
                String.format(Locale.ROOT, "%.0f %%", 100 * Math.abs(change) / whole));
    }

    /** How far an index lies from the one that took its place means nothing. */
    private static Row substituted(ChangesRecord.Feature feature, double whole) {
        return new Row(
                feature.name(),
                plain(new BigDecimal(Float.toString(feature.clean()))),
                plain(new BigDecimal(Float.toString(feature.adversarial()))),
                "substituted",
                String.format(Locale.ROOT, "1 of %.0f", whole));
    }

    private static String rest(ChangesRecord changes) {
        int left = changes.changed() - changes.features().size();
        return left <= 0 ? "" : left + " more changed, none of them further.";
    }

    /** As many decimals as show the change, and no more than tell the value from all other float32 values. */
    private static String legible(float value, double change) {
        if (!Float.isFinite(value) || !Double.isFinite(change)) {
            return Float.toString(value);
        }
        BigDecimal shortest = new BigDecimal(Float.toString(value));
        int decimals = change == 0 ? DIGITS : DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(change)));
        return plain(shortest.scale() > decimals ? shortest.setScale(decimals, RoundingMode.HALF_EVEN) : shortest);
    }

    private static String rounded(double value) {
        return Double.isFinite(value)
                ? plain(new BigDecimal(value).round(new MathContext(DIGITS)))
                : Double.toString(value);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** The table as comma-separated values. */
    public String csv() {
        Row head = new Row("feature", "clean", "adversarial", "change", "of " + of);
        return Stream.concat(Stream.of(head), rows.stream())
                .map(row -> Stream.of(row.name(), row.clean(), row.adversarial(), row.change(), row.share())
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
