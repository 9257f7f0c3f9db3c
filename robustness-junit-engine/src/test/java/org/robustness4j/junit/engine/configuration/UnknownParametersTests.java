package org.robustness4j.junit.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;

class UnknownParametersTests {

    private static List<String> warnings(Class<?> selected, String parameter) {
        return EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(parameter, "record")
                .selectors(selectClass(selected))
                .discover()
                .getDiscoveryIssues()
                .stream()
                .map(DiscoveryIssue::message)
                .toList();
    }

    @Test
    void misspeltParametersAndSystemPropertiesAreWarnedOf() {
        assertThat(warnings(ExampleTestCase.class, "robustness.verdct"))
                .singleElement()
                .asString()
                .startsWith("The property robustness.verdct is not known and has no effect; did you mean"
                        + " robustness.verdict?");
        assertThat(warnings(ExampleTestCase.class, Constants.VERDICT)).isEmpty();
        System.setProperty("robustness.stopearly", "true");
        try {
            assertThat(warnings(ExampleTestCase.class, Constants.VERDICT))
                    .singleElement()
                    .asString()
                    .contains("did you mean robustness.stopEarly?");
        } finally {
            System.clearProperty("robustness.stopearly");
        }
    }

    @Test
    void whereThereAreNoRobustnessTestsNothingIsSaid() {
        assertThat(warnings(UnknownParametersTests.class, "robustness.verdct")).isEmpty();
    }
}
