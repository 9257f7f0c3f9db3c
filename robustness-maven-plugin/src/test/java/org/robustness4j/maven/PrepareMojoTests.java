package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrepareMojoTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robustness:replay",
                "test-compile robustness:harden",
                "test-compile robustness:report",
                "test-compile org.robustness4j:robustness-maven-plugin:0.1.0:harden",
                "test-compile org.robustness4j:robustness-maven-plugin:replay@again"
            })
    void goalsAfterTestsKeepTheirResults(String goals) {
        assertThat(PrepareMojo.keepsResults(List.of(goals.split(" ")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "test-compile",
                "verify robustness:harden",
                "verify robustness:report",
                "test-compile robustness:check",
                "test-compile com.example:harden"
            })
    void buildsThatRunTestsOrNoneOfTheseGoalsDoNot(String goals) {
        assertThat(PrepareMojo.keepsResults(List.of(goals.split(" ")))).isFalse();
    }
}
