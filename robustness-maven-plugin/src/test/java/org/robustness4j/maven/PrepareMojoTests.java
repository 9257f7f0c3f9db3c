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
                "test-compile",
                "compile org.codehaus.mojo:exec-maven-plugin:3.6.2:java",
                "test-compile robustness:harden",
                "test-compile robustness:report",
                "test-compile org.robustness4j:robustness-maven-plugin:0.1.0:harden",
                "test-compile org.robustness4j:robustness-maven-plugin:replay@again"
            })
    void buildsWithoutTestsKeepTheResultsOfTheLast(String goals) {
        assertThat(PrepareMojo.keepsResults(List.of(goals.split(" ")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify",
                "package",
                "robustness:prepare",
                "verify robustness:harden",
                "verify robustness:report",
                "test-compile surefire:test robustness:check",
                "test-compile org.apache.maven.plugins:maven-failsafe-plugin:3.6.1:integration-test"
            })
    void buildsThatRunTestsDoNot(String goals) {
        assertThat(PrepareMojo.keepsResults(List.of(goals.split(" ")))).isFalse();
    }
}
