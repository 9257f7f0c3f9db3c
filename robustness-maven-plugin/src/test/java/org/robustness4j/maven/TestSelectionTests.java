package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.internal.gate.Extent;

class TestSelectionTests {

    private static final Set<TestRunner> UNIT = Set.of(TestRunner.SUREFIRE);
    private static final Set<TestRunner> INTEGRATION = Set.of(TestRunner.FAILSAFE);
    private static final Set<TestRunner> BOTH = Set.of(TestRunner.SUREFIRE, TestRunner.FAILSAFE);

    private static Extent extent(Set<TestRunner> runners, String... namesAndValues) {
        Properties commandLine = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            commandLine.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new TestSelection(commandLine, runners).extent();
    }

    private static Extent selected(String property) {
        return new Extent("the command line selects them by -D" + property + "=DigitsIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "surefire.includes", "surefire.excludesFile"})
    void whatSelectsUnitTestsMakesTheirRunPartialAlone(String property) {
        assertThat(extent(UNIT, property, "DigitsIT", "robustness.seed", "7")).isEqualTo(selected(property));
        assertThat(extent(BOTH, property, "DigitsIT")).isEqualTo(selected(property));
        assertThat(extent(INTEGRATION, property, "DigitsIT")).isEqualTo(Extent.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.test", "failsafe.includes", "failsafe.excludeJUnit5Engines"})
    void whatSelectsIntegrationTestsMakesTheirRunPartialAlone(String property) {
        assertThat(extent(INTEGRATION, property, "DigitsIT")).isEqualTo(selected(property));
        assertThat(extent(BOTH, property, "DigitsIT")).isEqualTo(selected(property));
        assertThat(extent(UNIT, property, "DigitsIT")).isEqualTo(Extent.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "excludedGroups"})
    void groupsAreOfBoth(String property) {
        assertThat(extent(INTEGRATION, property, "DigitsIT")).isEqualTo(selected(property));
        assertThat(extent(UNIT, property, "DigitsIT")).isEqualTo(selected(property));
    }

    @Test
    void everyOneIsNamed() {
        assertThat(extent(INTEGRATION, "it.test", "DigitsIT", "groups", "fast", "test", "NoUnit"))
                .isEqualTo(new Extent("the command line selects them by -Dit.test=DigitsIT -Dgroups=fast"));
    }

    @Test
    void otherPropertiesAndEmptyOnesDoNot() {
        assertThat(extent(BOTH, "it.tests", "DigitsIT", "robustness.seed", "7", "test", " "))
                .isEqualTo(Extent.WHOLE);
    }
}
