package org.robustness4j.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyNamesTests {

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
