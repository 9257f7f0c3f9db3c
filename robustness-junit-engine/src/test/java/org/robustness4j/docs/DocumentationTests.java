package org.robustness4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows stands in files that the build compiles and runs, and its links lead somewhere. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLE = ROOT.resolve("examples/mnist-cnn");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/getting-started.md"})
    void testsAreTakenFromTheExample(String document) throws IOException {
        List<String> example = lines(EXAMPLE.resolve("src/test/java/com/example/mnist/MnistCnnRobustnessIT.java"));

        assertThat(blocks(document, "java")).singleElement().satisfies(block -> assertThat(example)
                .containsAll(block));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/tests.md", "docs/attacks.md", "docs/reports.md", "docs/hardening.md"})
    void snippetsAreTakenFromCompiledFiles(String document) throws IOException {
        String compiled = compiledTests();

        assertThat(blocks(document, "java")).isNotEmpty().allSatisfy(block -> assertThat(compiled)
                .contains(String.join(" ", block)));
    }

    /** As one line, because the formatter breaks lines where it likes. */
    static String compiledTests() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String folder : List.of(
                "robustness-core/src/test",
                "robustness-dl4j/src/test",
                "robustness-junit-engine/src/test",
                "examples")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    text.append(String.join(" ", lines(file))).append('\n');
                }
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/getting-started.md", "docs/gate.md", "docs/cuda.md"})
    void pomSnippetsAreTakenFromTheExample(String document) throws IOException {
        String pom = String.join("\n", lines(EXAMPLE.resolve("pom.xml")));

        assertThat(blocks(document, "xml")).isNotEmpty().allSatisfy(block -> assertThat(pom)
                .contains(String.join("\n", block)));
    }

    @Test
    void pomSnippetsOnSparkAreTakenFromItsExample() throws IOException {
        String pom = String.join("\n", lines(ROOT.resolve("examples/mnist-spark/pom.xml")));

        assertThat(blocks("docs/scale.md", "xml")).hasSize(3).allSatisfy(block -> assertThat(pom)
                .contains(String.join("\n", block)));
    }

    /** What else a user's build would import with it. */
    @Test
    void theBomManagesNothingButOurOwnArtifacts() throws IOException {
        String bom = Files.readString(ROOT.resolve("robustness-bom/pom.xml"));

        assertThat(bom).doesNotContain("<parent>");
        assertThat(bom.lines().map(String::strip).filter(line -> line.startsWith("<groupId>")))
                .containsOnly("<groupId>org.robustness4j</groupId>");
    }

    @Test
    void ciRunsTheSecondCommandOfTheQuickStart() throws IOException {
        List<List<String>> commands = blocks("README.md", "sh");

        assertThat(commands).hasSize(2).allSatisfy(block -> assertThat(block).hasSize(1));
        assertThat(lines(ROOT.resolve(".ci/run")))
                .contains("exec " + commands.get(1).get(0));
    }

    @Test
    void linksLeadToFiles() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            for (Path page : Stream.concat(Stream.of(ROOT.resolve("README.md")), pages)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList()) {
                LINK.matcher(Files.readString(page))
                        .results()
                        .map(link -> page.resolveSibling(link.group(1)))
                        .forEach(target -> assertThat(target).exists());
            }
        }
    }

    private static List<List<String>> blocks(String document, String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(block -> stripped(block.group(1).lines()))
                .toList();
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return stripped(lines);
        }
    }

    private static List<String> stripped(Stream<String> lines) {
        return lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toList());
    }
}
