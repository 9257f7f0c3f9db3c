package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Javadoc shows is code that a compiler has seen: each example stands, but for white space, in a test of this module. */
class JavadocExamplesTests {

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n[ *]*}</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("^ *\\* ?", Pattern.MULTILINE);
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final List<String> COMPILED = sources(Path.of("src/test/java"))
            .map(JavadocExamplesTests::text)
            .map(JavadocExamplesTests::withoutSpace)
            .toList();

    /**
     * One example.
     *
     * @param source the file that shows it
     * @param code what it shows
     */
    private record Example(Path source, String code) {

        @Override
        public String toString() {
            return source.getFileName() + ": "
                    + code.strip().lines().findFirst().orElse("");
        }
    }

    static Stream<Example> examples() {
        return sources(Path.of("src/main/java")).flatMap(source -> EXAMPLE.matcher(text(source))
                .results()
                .map(match -> new Example(source, MARGIN.matcher(match.group(1)).replaceAll(""))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleStandsInATestThatCompiles(Example example) {
        assertThat(COMPILED)
                .as(
                        "a test source that holds, with any white space, the example of %s:%n%s",
                        example.source(), example.code())
                .anyMatch(source -> source.contains(withoutSpace(example.code())));
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSpace(String code) {
        return SPACE.matcher(code).replaceAll("");
    }
}
