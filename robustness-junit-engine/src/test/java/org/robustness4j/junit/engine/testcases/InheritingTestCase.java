package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.robustness4j.junit.FgsmTest;
import org.robustness4j.junit.RobustnessResult;

/** Inherits tests, providers and defaults. */
public class InheritingTestCase extends ComposedTestCase {

    @FgsmTest
    void hasTheDefaultsOfTheClassAbove(RobustnessResult result) {
        assertThat(result.evaluation().threatModel().perturbation()).hasToString("L2 0.25");
    }
}
