package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.internal.gate.Extent;

class TestSelectionTests {

    private static Extent extent(String... namesAndValues) {
        Properties commandLine = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            commandLine.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new TestSelection(commandLine).extent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test",
                "it.test",
                "groups",
                "excludedGroups",
                "surefire.includes",
                "surefire.excludesFile",
                "failsafe.includes",
                "failsafe.excludeJUnit5Engines"
            })
    void whatSelectsTestsMakesARunPartial(String property) {
        assertThat(extent(property, "DigitsIT", "robustness.seed", "7"))
                .isEqualTo(new Extent("the command line selects them by -D" + property + "=DigitsIT"));
    }

    @Test
    void everyOneIsNamed() {
        assertThat(extent("it.test", "DigitsIT", "groups", "fast"))
                .isEqualTo(new Extent("the command line selects them by -Dit.test=DigitsIT -Dgroups=fast"));
    }

    @Test
    void otherPropertiesAndEmptyOnesDoNot() {
        assertThat(extent("it.tests", "DigitsIT", "robustness.seed", "7", "test", " "))
                .isEqualTo(Extent.WHOLE);
    }
}
