package org.robustness4j.internal.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTests {

    @TempDir
    Path folder;

    private static String problem(Path path) {
        return new ResultsFolder(path).problem().orElse("none");
    }

    @Test
    void aFolderThatIsThereOrCanBeMadeIsFine() {
        assertThat(problem(folder)).isEqualTo("none");
        assertThat(problem(folder.resolve("a/b/c"))).isEqualTo("none");
        assertThat(problem(Path.of("target/robustness"))).isEqualTo("none");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkToAFolderIsFine() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("linked")));

        assertThat(problem(link.resolve("new"))).isEqualTo("none");
    }

    @Test
    void aFileInItsPlaceOrOnTheWayThereIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("robustness"));

        assertThat(problem(file))
                .isEqualTo("Results cannot be written: robustness.output.dir is '" + file + "', but " + file
                        + " is a file, not a folder; remove it, or give another folder");
        assertThat(problem(file.resolve("deeper/still")))
                .contains("is '" + file.resolve("deeper/still") + "', but " + file + " is a file, not a folder");
    }

    @Test
    void aLinkToNothingIsNamedWithItsTarget() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));

        assertThat(problem(link.resolve("results")))
                .endsWith(", but " + link + " is a symbolic link to " + folder.resolve("gone")
                        + ", which does not exist; make that folder, or give another folder");
    }

    @Test
    void aFolderThatMustNotBeWrittenToIsNamed() {
        assertThat(new OutputFolder(folder.resolve("new"), nothing -> false).problem())
                .hasValue("Results cannot be written: robustness.output.dir is '" + folder.resolve("new")
                        + "', but this process may not write into the folder " + folder
                        + "; allow it, or give another folder");
    }
}
