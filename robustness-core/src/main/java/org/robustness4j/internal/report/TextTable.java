package org.robustness4j.internal.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of plain text that fits a width. Rows stand under headings that reach over all columns; a cell that is too
 * long goes on below itself. One column is elastic: it gets what the others leave.
 *
 * @param columns from left to right
 * @param elastic the place of the one that is elastic
 * @param rows in their order; those with one heading follow each other
 */
record TextTable(List<Heading> columns, int elastic, List<Row> rows) {

    /** What the table library puts beside each cell, on both sides together. */
    private static final int PADDING = 2;

    private static final String INDENTATION = "  ";

    /**
     * A column.
     *
     * @param title of one line or several
     * @param align of the cells and the title
     * @param widest the most characters of a line
     */
    record Heading(String title, HorizontalAlign align, int widest) {

        static Heading text(String title, int widest) {
            return new Heading(title, HorizontalAlign.LEFT, widest);
        }

        static Heading number(String title, int widest) {
            return new Heading(title, HorizontalAlign.RIGHT, widest);
        }
    }

    /**
     * A row.
     *
     * @param group the heading that it stands under
     * @param cells one for each column, of one line or several
     */
    record Row(String group, List<String> cells) {}

    /** How many characters the elastic column has for a line. */
    int room(int width) {
        int others = IntStream.range(0, columns.size())
                .filter(column -> column != elastic)
                .map(column -> needed(column) + PADDING)
                .sum();
        return Math.max(1, width - INDENTATION.length() - others);
    }

    /** The most characters of a line of a column. */
    int needed(int column) {
        return IntStream.concat(
                        lines(columns.get(column).title()),
                        rows.stream()
                                .flatMap(row -> wrapped(
                                        row.cells().get(column),
                                        columns.get(column).widest())
                                        .stream())
                                .mapToInt(ConsoleColumns::of))
                .max()
                .orElse(0);
    }

    private static IntStream lines(String text) {
        return text.lines().mapToInt(ConsoleColumns::of);
    }

    private static List<String> wrapped(String cell, int width) {
        return cell.lines()
                .flatMap(line -> new WrappedText(line, width).asName().stream())
                .toList();
    }

    /** The lines of the table, none of them longer than the width. */
    List<String> lines(int width) {
        int room = Math.min(room(width), needed(elastic));
        List<List<String>> cells = rows.stream().map(row -> cells(row, room)).toList();
        List<String> drawn = drawn(cells, room);
        int titles = columns.stream()
                .mapToInt(column -> (int) column.title().lines().count())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>(drawn.subList(0, titles));
        lines.add("-".repeat(drawn.stream().mapToInt(ConsoleColumns::of).max().orElse(0)));
        int next = titles;
        String group = "";
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).group().equals(group)) {
                group = rows.get(i).group();
                lines.addAll(heading(group, width));
            }
            int height = height(cells.get(i));
            lines.addAll(drawn.subList(next, next + height));
            next += height;
        }
        return lines;
    }

    private static List<String> heading(String group, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : new WrappedText(group, width - INDENTATION.length()).asSentence()) {
            lines.add(lines.isEmpty() ? line : INDENTATION + line);
        }
        return lines;
    }

    private List<String> cells(Row row, int room) {
        return IntStream.range(0, columns.size())
                .mapToObj(column -> wrapped(
                        row.cells().get(column),
                        column == elastic ? room : columns.get(column).widest()))
                .map(lines -> String.join("\n", lines))
                .toList();
    }

    private static int height(List<String> cells) {
        return cells.stream().mapToInt(cell -> (int) cell.lines().count()).max().orElse(1);
    }

    private List<String> drawn(List<List<String>> cells, int room) {
        List<Column> drawn = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Heading column = columns.get(i);
            int width = PADDING + (i == elastic ? room : needed(i));
            drawn.add(new Column()
                    .header(column.title())
                    .headerAlign(column.align())
                    .dataAlign(column.align())
                    .minWidth(width)
                    .maxWidth(width));
        }
        String table = AsciiTable.getTable(
                AsciiTable.NO_BORDERS,
                drawn.toArray(Column[]::new),
                cells.stream()
                        .map(row -> row.stream().map(ConsoleColumns::filled).toArray(String[]::new))
                        .toArray(String[][]::new));
        return table.lines()
                .map(line ->
                        INDENTATION.substring(1) + ConsoleColumns.unfilled(line).stripTrailing())
                .collect(Collectors.toList());
    }
}
