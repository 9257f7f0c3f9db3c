package org.robustness4j.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.configuration.ConfigurationKey.Reader;
import org.robustness4j.configuration.internal.PropertyNames;

/** What other modules have to repeat as literals is what stands in the list. */
class ConfigurationKeyTests {

    /** A documented constant: its comment, and the name of the property. */
    private static final Pattern CONSTANT = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*public static final String \\w+ = \"(robustness\\.[\\w.]+)\"",
            Pattern.DOTALL);

    /** A parameter of a goal, and its default, up to a constant at its end. */
    private static final Pattern PARAMETER = Pattern.compile(
            "@Parameter\\(\\s*property = \"(robustness\\.[\\w.]+)\"(?:,\\s*defaultValue = \"([^\"]*)\"( \\+ \\w+)?)?");

    private static List<MatchResult> matches(Pattern pattern, String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            StringBuilder all = new StringBuilder();
            for (Path source : sources) {
                all.append(Files.readString(source));
            }
            return pattern.matcher(all).results().toList();
        }
    }

    private static Set<String> keysOf(Reader reader) {
        return Arrays.stream(ConfigurationKey.values())
                .filter(key -> key.readers().contains(reader))
                .map(ConfigurationKey::key)
                .collect(Collectors.toSet());
    }

    private static ConfigurationKey named(String key) {
        return Arrays.stream(ConfigurationKey.values())
                .filter(known -> known.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reader.class,
            names = {"ENGINE", "SPARK"})
    void documentedConstantsAreTheListedOnesAndTellTheirDefault(Reader reader) throws IOException {
        Map<String, String> comments = new TreeMap<>();
        for (MatchResult match :
                matches(CONSTANT, reader == Reader.ENGINE ? "robustness-junit-engine" : "robustness-spark")) {
            comments.put(match.group(2), match.group(1));
        }

        assertThat(comments.keySet()).containsExactlyInAnyOrderElementsOf(keysOf(reader));
        comments.forEach((key, comment) -> assertThat(comment.replaceAll("\\n\\s*\\*\\s*", " "))
                .as(key)
                .contains("default")
                .contains(named(key).defaultValue().orElse("default")));
    }

    @Test
    void parametersOfGoalsAreTheListedOnesWithTheirDefaults() throws IOException {
        List<MatchResult> parameters = matches(PARAMETER, "robustness-maven-plugin");

        assertThat(parameters.stream().map(match -> match.group(1)).collect(Collectors.toSet()))
                .isEqualTo(keysOf(Reader.GOALS));
        for (MatchResult parameter : parameters) {
            String found =
                    Optional.ofNullable(parameter.group(2)).orElse("").replace("${project.build.directory}", "target");
            String listed = named(parameter.group(1)).defaultValue().orElse("");
            assertThat(
                            parameter.group(3) == null
                                    ? listed
                                    : listed.substring(0, Math.min(found.length(), listed.length())))
                    .as(parameter.group(1))
                    .isEqualTo(found);
        }
    }

    @Test
    void workersShareTheirMemoryAndAQuarterOfTheHeapByDefault() {
        long heap = Runtime.getRuntime().maxMemory();

        assertThat(ConfigurationKey.MEMORY.defaultValue()).isEmpty();
        assertThat(new RunOptions(1, 2).memoryOfAWorker()).isEqualTo(heap / 4 / 2);
        assertThat(new RunOptions(1, 3).withMemory(600L).memoryOfAWorker()).isEqualTo(200);
    }

    @Test
    void keysBeginAlikeAreDifferentAndSayWhatTheyMean() {
        assertThat(ConfigurationKey.values()).allSatisfy(key -> {
            assertThat(key.key()).startsWith(ConfigurationKey.PREFIX);
            assertThat(key.meaning()).isNotBlank();
            assertThat(key.readers()).isNotEmpty();
        });
        assertThat(PropertyNames.known()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsGivenCountsAndTheDefaultOtherwise() {
        assertThat(ConfigurationKey.PICTURES.value(key -> Optional.of(key + "=5")))
                .isEqualTo("robustness.pictures=5");
        assertThat(ConfigurationKey.PICTURES.value(key -> Optional.empty())).isEqualTo("3");
        assertThatThrownBy(() -> ConfigurationKey.BASELINE.value(key -> Optional.empty()))
                .hasMessageContaining("robustness.baseline has no default");
    }
}
