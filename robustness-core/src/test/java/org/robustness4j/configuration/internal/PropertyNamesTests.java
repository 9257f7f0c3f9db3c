package org.robustness4j.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PropertyNamesTests {

    /** A constant of a class of keys, or the property of a parameter of a goal. */
    private static final Pattern DECLARED =
            Pattern.compile("(?:String [A-Z_]+ =|property =)\\s*\"(robustness\\.[A-Za-z.]+[A-Za-z])\"");

    @Test
    void thePropertiesThatModulesDeclareAreTheKnownOnes() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (String module : List.of("robustness-junit-engine", "robustness-maven-plugin", "robustness-spark")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Matcher matcher = DECLARED.matcher(Files.readString(file));
                    while (matcher.find()) {
                        declared.add(matcher.group(1));
                    }
                }
            }
        }
        assertThat(PropertyNames.known()).containsExactlyElementsOf(declared);
    }

    @Test
    void unknownOnesAreNamedWithTheNearestKnownOne() {
        assertThat(PropertyNames.unknownAmong(List.of(
                        "robustness.maxAtackSuccessRate",
                        "robustness.Verdict",
                        "robustness.verdict",
                        "robustness.outputDir",
                        "robustness4j.version",
                        "java.version",
                        "robustness.maxAtackSuccessRate")))
                .extracting(UnknownProperty::name, UnknownProperty::nearest)
                .containsExactly(
                        tuple("robustness.Verdict", "robustness.verdict"),
                        tuple("robustness.maxAtackSuccessRate", "robustness.maxAttackSuccessRate"),
                        tuple("robustness.outputDir", "robustness.output.dir"));
        assertThat(PropertyNames.unknownAmong(List.of("robustness." + "x".repeat(100_000))))
                .hasSize(1);
    }

    @Test
    void anUnrelatedNameIsNotSuggested() {
        assertThat(PropertyNames.unknownAmong(List.of(
                        "robustness.colour",
                        "robustness.",
                        "robustness.seeed",
                        "robustness.skipp",
                        "robustness.spam",
                        "robustness." + "seed".repeat(100))))
                .extracting(UnknownProperty::name, UnknownProperty::nearest)
                .containsExactly(
                        tuple("robustness.", null),
                        tuple("robustness.colour", null),
                        tuple("robustness." + "seed".repeat(100), null),
                        tuple("robustness.seeed", "robustness.seed"),
                        tuple("robustness.skipp", "robustness.skip"),
                        tuple("robustness.spam", null));
        assertThat(PropertyNames.unknownAmong(List.of("robustness.colour")))
                .singleElement()
                .asString()
                .isEqualTo(
                        "The property robustness.colour is not known and has no effect; docs/tests.md and docs/gate.md"
                                + " tell which there are. Correct or remove it, or give it a name that does not begin with"
                                + " robustness.");
    }

    @Test
    void theDistanceIsTheNumberOfLettersThatDiffer() {
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("", "abc")).isEqualTo(3);
        assertThat(EditDistance.between("Same", "same")).isZero();
    }
}
