package org.robustness4j.dl4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of docs/layers.md are those of the rows. */
class LayersPageTests {

    private static final Path PAGE = Path.of("..", "docs", "layers.md");
    private static final String MARK = "<!-- The tables are written by LayersPageTests. -->\n";

    @Test
    void theTablesOfThePageAreThoseOfTheRows() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(MARK) + MARK.length();
        String expected = page.substring(0, start) + tables();
        Path written = Files.createDirectories(Path.of("target")).resolve("layers.md");
        Files.writeString(written, expected);

        assertThat(page)
                .as("the tables of docs/layers.md; copy %s over it", written.toAbsolutePath())
                .contains(MARK)
                .isEqualTo(expected);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        for (Rows table : Rows.all()) {
            text.append("\n## ").append(table.title()).append("\n\n| class | is | to know |\n|---|---|---|\n");
            table.rows().forEach(row -> text.append(row.line()).append('\n'));
        }
        return text.toString();
    }
}
