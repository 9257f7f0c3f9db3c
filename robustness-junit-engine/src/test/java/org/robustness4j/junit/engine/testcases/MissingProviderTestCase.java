package org.robustness4j.junit.engine.testcases;

import org.robustness4j.junit.RobustnessTest;

public class MissingProviderTestCase {

    @RobustnessTest(epsilon = 0.1)
    void hasNoModel() {}
}
