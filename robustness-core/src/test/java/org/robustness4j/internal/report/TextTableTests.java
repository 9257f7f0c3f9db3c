package org.robustness4j.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.internal.report.TextTable.Heading;
import org.robustness4j.internal.report.TextTable.Row;

class TextTableTests {

    @Test
    void columnsStandBelowEachOtherBehindWideCharacters() {
        TextTable table = new TextTable(
                List.of(Heading.text("name", 20), Heading.number("count", 5)),
                0,
                List.of(
                        new Row("", List.of("plain", "1")),
                        new Row("", List.of("\u6570\u5B57", "2")),
                        new Row("", List.of("\uD83D\uDC1B!", "3")),
                        new Row("", List.of("a\tb", "4"))));

        assertThat(table.lines(40))
                .containsExactly(
                        "  name   count",
                        "--------------",
                        "  plain      1",
                        "  \u6570\u5B57       2",
                        "  \uD83D\uDC1B!        3",
                        "  a b        4");
    }
}
