package org.robustness4j.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.threat.internal.EpsilonName;

/**
 * Attack success rate against epsilon, a line for each attack, as coordinates of an SVG image of 480 x 300: a browser
 * draws it without a script, which build servers often forbid in reports.
 *
 * @param title what is shown
 * @param norm of epsilon
 * @param grid the horizontal lines
 * @param ticks the values of epsilon
 * @param lines one for each attack
 */
record EpsilonChart(String title, String norm, List<Grid> grid, List<Tick> ticks, List<Line> lines) {

    private static final int LABEL = 40;

    /** Told apart by people who see colours differently too (Okabe and Ito). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    record Grid(int y, int textY, String label) {}

    record Tick(String x, String label) {}

    record Line(String label, String points, String colour, int legendY, int legendTextY, List<Mark> marks) {}

    record Mark(String x, String y, String lowerY, String upperY, String label) {}

    /** Evaluations that differ in attack and epsilon alone are in one chart. */
    private record Series(String className, String model, String norm, String goal) {}

    /** The charts of all evaluations with an epsilon. */
    static List<EpsilonChart> of(List<EvaluationRecord> evaluations) {
        Map<Series, List<EvaluationRecord>> bySeries = new LinkedHashMap<>();
        for (EvaluationRecord evaluation : evaluations) {
            if (evaluation.attack().isBounded()
                    && evaluation.attackSuccessRate().total() > 0) {
                EvaluationText text = new EvaluationText(evaluation);
                Series series = new Series(
                        evaluation.test().className(), evaluation.model().name(), text.norm(), text.goal());
                bySeries.computeIfAbsent(series, unseen -> new ArrayList<>()).add(evaluation);
            }
        }
        return bySeries.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                                .map(evaluation -> evaluation.attack().epsilon())
                                .distinct()
                                .count()
                        > 1)
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static EpsilonChart of(Series series, List<EvaluationRecord> evaluations) {
        PlotArea area = new PlotArea(
                evaluations.stream().mapToDouble(EpsilonChart::epsilon).max().orElse(1));
        Map<String, List<EvaluationRecord>> byAttack = new LinkedHashMap<>();
        for (EvaluationRecord evaluation : evaluations) {
            byAttack.computeIfAbsent(evaluation.attack().name(), unseen -> new ArrayList<>())
                    .add(evaluation);
        }
        List<Line> lines = new ArrayList<>();
        byAttack.forEach((attack, points) -> lines.add(line(attack, points, lines.size(), area)));
        return new EpsilonChart(
                series.model() + ", " + series.goal() + ", " + series.norm(),
                series.norm(),
                gridLines(),
                labels(evaluations, area),
                lines);
    }

    /** Those values of epsilon whose labels do not overlap, the largest in any case. */
    private static List<Tick> labels(List<EvaluationRecord> evaluations, PlotArea area) {
        List<Double> epsilons = evaluations.stream()
                .map(EpsilonChart::epsilon)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        List<Tick> shown = new ArrayList<>();
        double lastShown = 2 * area.largest();
        for (double epsilon : epsilons) {
            if (PlotArea.WIDTH * (lastShown - epsilon) / area.largest() >= LABEL
                    && PlotArea.WIDTH * epsilon / area.largest() >= LABEL) {
                shown.add(new Tick(area.x(epsilon), new EpsilonName(epsilon).toString()));
                lastShown = epsilon;
            }
        }
        shown.add(new Tick(area.x(0), "0"));
        return shown;
    }

    private static List<Grid> gridLines() {
        return IntStream.rangeClosed(0, PlotArea.QUARTERS)
                .mapToObj(k -> new Grid(
                        PlotArea.TOP + PlotArea.HEIGHT * (PlotArea.QUARTERS - k) / PlotArea.QUARTERS,
                        PlotArea.TOP + PlotArea.HEIGHT * (PlotArea.QUARTERS - k) / PlotArea.QUARTERS + 4,
                        100 * k / PlotArea.QUARTERS + " %"))
                .toList();
    }

    private static Line line(String attack, List<EvaluationRecord> evaluations, int number, PlotArea area) {
        List<EvaluationRecord> sorted = evaluations.stream()
                .sorted(Comparator.comparingDouble(EpsilonChart::epsilon))
                .toList();
        StringBuilder points = new StringBuilder(area.x(0) + "," + PlotArea.y(0));
        List<Mark> marks = new ArrayList<>();
        for (EvaluationRecord evaluation : sorted) {
            RateRecord success = evaluation.attackSuccessRate();
            String x = area.x(epsilon(evaluation));
            points.append(' ').append(x).append(',').append(PlotArea.y(success.value()));
            EvaluationText text = new EvaluationText(evaluation);
            marks.add(new Mark(
                    x,
                    PlotArea.y(success.value()),
                    PlotArea.y(success.lower()),
                    PlotArea.y(success.upper()),
                    attack + " " + text.epsilon() + ": " + text.broken() + ", " + text.success()));
        }
        int legend = PlotArea.TOP + PlotArea.LEGEND_LINE * number;
        return new Line(attack, points.toString(), COLOURS.get(number % COLOURS.size()), legend, legend + 9, marks);
    }

    private static double epsilon(EvaluationRecord evaluation) {
        Double epsilon = evaluation.attack().epsilon();
        return epsilon == null ? 0 : epsilon;
    }
}
