package org.robustness4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
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
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("]\\(([^)#:]*)#([^)]+)\\)");
    private static final Pattern LINE_OF_A_LINK = Pattern.compile("\\S*\\[[^]]*]\\(\\S+\\)\\S*");
    private static final Pattern ELEMENT = Pattern.compile("<([\\w.]+)>.*?</\\1>");
    private static final int COLUMNS = 100;

    @Test
    void theReadmeBeginsWithATestOfTheExample() throws IOException {
        List<String> example = lines(EXAMPLE.resolve("src/test/java/com/example/mnist/SeeItFail.java"));

        assertThat(blocks("README.md", "java")).isNotEmpty().first().satisfies(block -> assertThat(example)
                .containsAll(block));
    }

    @Test
    void theFirstStepsAreTakenFromExamples() throws IOException {
        String examples = dense(ROOT.resolve("examples"), "/src/");

        assertThat(blocks("docs/getting-started.md", "java"))
                .hasSizeGreaterThan(4)
                .allSatisfy(block -> assertThat(examples).contains(dense(block)));
    }

    @Test
    void thePageOfOnnxIsTakenFromItsExample() throws IOException {
        Path example = ROOT.resolve("examples/onnx");
        String java = dense(example, "/src/");
        String script = String.join("\n", lines(example.resolve("train.py")));

        assertThat(blocks("docs/onnx.md", "java")).isNotEmpty().allSatisfy(block -> assertThat(java)
                .contains(dense(block)));
        assertThat(blocks("docs/onnx.md", "python")).isNotEmpty().allSatisfy(block -> assertThat(script)
                .contains(String.join("\n", block)));
    }

    @Test
    void theReadmeShowsATestAndWhatCompilesWithoutJUnit() throws IOException {
        List<List<String>> blocks = blocks("README.md", "java");

        assertThat(blocks).hasSize(2);
        assertThat(compiledTests()).contains(dense(blocks.get(1)));
        assertThat(blocks.get(1)).last().asString().startsWith("System.out.println(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/certification.md",
                "docs/coming-from.md",
                "docs/data.md",
                "docs/library.md",
                "docs/tests.md",
                "docs/attacks.md",
                "docs/threat-models.md",
                "docs/reports.md",
                "docs/hardening.md"
            })
    void snippetsAreTakenFromCompiledFiles(String document) throws IOException {
        String compiled = compiledTests();

        assertThat(blocks(document, "java")).isNotEmpty().allSatisfy(block -> assertThat(compiled)
                .contains(dense(block)));
    }

    /** Without blanks, because the formatter breaks lines where it likes, and pages are narrower. */
    static String compiledTests() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path folder : foldersOfTests()) {
            text.append(dense(folder, ""));
        }
        return text.toString();
    }

    /** The Java files of a folder whose path contains something. */
    private static String dense(Path folder, String part) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path ->
                            path.toString().endsWith(".java") && path.toString().contains(part))
                    .toList()) {
                text.append(dense(lines(file))).append('\n');
            }
        }
        return text.toString();
    }

    private static List<Path> foldersOfTests() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path parent : List.of(ROOT, EXAMPLE.resolve(".."))) {
            try (Stream<Path> modules = Files.list(parent)) {
                modules.map(module -> module.resolve("src/test"))
                        .filter(Files::isDirectory)
                        .forEach(folders::add);
            }
        }
        return folders;
    }

    private static String dense(List<String> lines) {
        return String.join("", lines).replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/getting-started.md", "docs/gate.md", "docs/cuda.md", "docs/onnx.md", "docs/cli.md"})
    void pomSnippetsAreTakenFromExamples(String document) throws IOException {
        String poms = String.join("\n", lines(EXAMPLE.resolve("pom.xml"))) + "\n"
                + String.join("\n", lines(ROOT.resolve("examples/tabular/pom.xml"))) + "\n"
                + String.join("\n", lines(ROOT.resolve("examples/onnx/pom.xml"))) + "\n"
                + String.join("\n", lines(ROOT.resolve("robustness-cli/src/it/attack/pom.xml")));

        assertThat(blocks(document, "xml")).isNotEmpty().allSatisfy(block -> assertThat(poms)
                .contains(String.join("\n", block)));
    }

    /** Each element by itself, whatever blanks, comments and settings stand between its tags. */
    @Test
    void whatTheReadmeAddsToAPomIsTakenFromTheExample() throws IOException {
        String pom =
                bare(Files.readString(EXAMPLE.resolve("pom.xml"))).replaceAll("<configuration>.*?</configuration>", "");

        assertThat(blocks("README.md", "xml")).singleElement().satisfies(block -> assertThat(
                        ELEMENT.matcher(bare(String.join("\n", block)))
                                .results()
                                .map(MatchResult::group))
                .hasSize(7)
                .allSatisfy(element -> assertThat(pom).contains(element)));
    }

    private static String bare(String xml) {
        return xml.replaceAll("(?s)<!--.*?-->", "").replaceAll("\\s+", "");
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
        for (Path page : pages()) {
            assertThat(LINK.matcher(Files.readString(page)).results().map(link -> page.resolveSibling(link.group(1))))
                    .as(page.toString())
                    .allSatisfy(target -> assertThat(target).exists());
        }
    }

    @Test
    void anchorsLeadToHeadings() throws IOException {
        for (Path page : pages()) {
            assertThat(ANCHOR.matcher(Files.readString(page)).results())
                    .as(page.toString())
                    .allSatisfy(link -> assertThat(
                                    headings(link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1))))
                            .contains(link.group(2)));
        }
    }

    /** As the places that show the pages make them. */
    private static List<String> headings(Path page) throws IOException {
        return prose(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void noLineOfTheReadmeIsLongerThanAHundredColumns() throws IOException {
        assertThat(tooLong(Files.readAllLines(ROOT.resolve("README.md")))).isEmpty();
    }

    @Test
    void noLineOfProseIsLongerThanAHundredColumns() throws IOException {
        for (Path page : pages()) {
            assertThat(tooLong(prose(page))).as(page.toString()).isEmpty();
        }
    }

    private static List<String> tooLong(List<String> lines) {
        return lines.stream().filter(line -> line.length() > COLUMNS).toList();
    }

    /** The lines of a page that can be broken: no code, no tables, no link alone on its line. */
    private static List<String> prose(Path page) throws IOException {
        List<String> prose = new ArrayList<>();
        boolean isCode = false;
        for (String line : Files.readAllLines(page)) {
            isCode ^= line.startsWith("```");
            if (!isCode
                    && !line.startsWith("|")
                    && !line.startsWith("    ")
                    && !LINE_OF_A_LINK.matcher(line).matches()) {
                prose.add(line);
            }
        }
        return prose;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(path -> path.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
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
