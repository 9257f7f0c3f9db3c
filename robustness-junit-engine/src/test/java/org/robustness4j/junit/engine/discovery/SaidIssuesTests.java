package org.robustness4j.junit.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.junit.engine.RobustnessTestEngine;
import org.robustness4j.junit.engine.testcases.BadSuiteTestCase;
import org.robustness4j.junit.engine.testcases.JupiterAnnotationsTestCase;

class SaidIssuesTests {

    private static List<String> discovered(TestEngine engine, Map<String, String> parameters, Class<?>... classes) {
        EngineTestKit.Builder request = EngineTestKit.engine(engine).configurationParameters(parameters);
        for (Class<?> type : classes) {
            request.selectors(selectClass(type));
        }
        return request.discover().getDiscoveryIssues().stream()
                .map(DiscoveryIssue::message)
                .toList();
    }

    @Test
    void anEngineSaysWhatItFindsOnce() {
        TestEngine engine = new RobustnessTestEngine();

        List<String> first = discovered(engine, Map.of(), JupiterAnnotationsTestCase.class);
        assertThat(first).isNotEmpty().doesNotHaveDuplicates();
        assertThat(discovered(engine, Map.of(), JupiterAnnotationsTestCase.class))
                .isEmpty();
        assertThat(discovered(engine, Map.of(), JupiterAnnotationsTestCase.class, BadSuiteTestCase.class))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first);
        assertThat(discovered(new RobustnessTestEngine(), Map.of(), JupiterAnnotationsTestCase.class))
                .isEqualTo(first);
    }

    @Test
    void issuesThatFailTheRunAreSaidEachTime() {
        TestEngine engine = new RobustnessTestEngine();
        Map<String, String> critical = Map.of("junit.platform.discovery.issue.severity.critical", "WARNING");

        List<String> first = discovered(engine, critical, JupiterAnnotationsTestCase.class);
        assertThat(discovered(engine, critical, JupiterAnnotationsTestCase.class))
                .isNotEmpty()
                .isEqualTo(first);
    }
}
