package org.robustness4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.JavadocTestCase;

/** The examples in the Javadoc of what a test class uses are compiled, and do what they say. */
class JavadocTests {

    private static final Path SOURCES = Path.of("src/main/java/org/robustness4j/junit");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\}</pre>", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ModelUnderTest",
                "TestSamples",
                "TrainingSamples",
                "SampleSlice",
                "RobustnessTest",
                "PgdTest",
                "RobustnessSuite",
                "RobustnessDefaults",
                "Harden",
                "RobustnessResult",
                "AttackFactory"
            })
    void examplesAreTakenFromCompiledFiles(String type) throws IOException {
        String compiled = withoutSpace(DocumentationTests.compiledTests());

        assertThat(examples(type)).isNotEmpty().allSatisfy(example -> assertThat(compiled.contains(example))
                .as("compiled: %s", example)
                .isTrue());
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s", "");
    }

    /** Without the stars at the beginning of lines, without comments, and without space, since lines are shorter here. */
    private static List<String> examples(String type) throws IOException {
        return EXAMPLE.matcher(Files.readString(SOURCES.resolve(type + ".java")))
                .results()
                .map(example -> withoutSpace(example.group(1)
                        .lines()
                        .map(line -> line.replaceFirst("^ *\\* ?", ""))
                        .filter(line -> !line.strip().startsWith("//"))
                        .collect(Collectors.joining())))
                .toList();
    }

    @Test
    void examplesPassAndFailAsTheySay() {
        EngineTestKit.engine(Constants.ENGINE_ID)
                .selectors(DiscoverySelectors.selectClass(JavadocTestCase.class))
                .configurationParameter(Constants.OUTPUT_DIRECTORY, "target/javadoc-examples")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.finished(17).failed(2));
    }
}
