package org.robustness4j.internal.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shares from 0 to 100 % against something, a line for each series, as an SVG image of 480 x 300 that needs nothing
 * else.
 *
 * @param title what is shown
 * @param axis what is on the horizontal axis
 * @param ticks the values on it that are named, ascending; the axis goes from 0 to the last
 * @param series the lines
 */
record LineChart(String title, String axis, List<Double> ticks, List<Series> series) {

    /** Told apart by people who see colours differently too (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#d55e00", "#0072b2", "#009e73", "#cc79a7");

    /** A line. */
    record Series(String label, List<Point> points) {}

    /** A point of a line: a value on the horizontal axis, and a share. */
    record Point(double x, double share) {}

    record Grid(String y, String textY, String label) {}

    record Tick(String x, String label) {}

    record Line(String label, String points, List<Mark> marks, String colour, int legendY, int legendTextY) {}

    record Mark(String x, String y) {}

    record View(String title, String axis, List<Grid> grid, List<Tick> ticks, List<Line> lines) {}

    /** The image. */
    String svg() {
        return Templates.render("line-chart.svg", view());
    }

    private View view() {
        List<Grid> grid = IntStream.rangeClosed(0, PlotArea.QUARTERS)
                .mapToObj(k -> new Grid(
                        PlotArea.y((double) k / PlotArea.QUARTERS),
                        PlotArea.coordinate(PlotArea.TOP + PlotArea.HEIGHT * (1 - (double) k / PlotArea.QUARTERS) + 4),
                        100 * k / PlotArea.QUARTERS + " %"))
                .toList();
        List<Tick> named =
                ticks.stream().map(value -> new Tick(x(value), number(value))).toList();
        List<Line> lines =
                IntStream.range(0, series.size()).mapToObj(this::line).toList();
        return new View(title, axis, grid, named, lines);
    }

    /** Three digits are enough. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private Line line(int number) {
        Series line = series.get(number);
        String points = line.points().stream()
                .map(point -> x(point.x()) + "," + PlotArea.y(point.share()))
                .collect(Collectors.joining(" "));
        List<Mark> marks = line.points().stream()
                .map(point -> new Mark(x(point.x()), PlotArea.y(point.share())))
                .toList();
        int legend = PlotArea.TOP + PlotArea.LEGEND_LINE * number;
        return new Line(line.label(), points, marks, COLOURS.get(number % COLOURS.size()), legend, legend + 9);
    }

    private String x(double value) {
        return new PlotArea(ticks.get(ticks.size() - 1)).x(value);
    }
}
