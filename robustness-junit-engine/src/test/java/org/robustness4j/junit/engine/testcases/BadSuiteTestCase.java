package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.FgsmTest;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class BadSuiteTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessSuite
    void hasNoEpsilon() {}

    @RobustnessSuite(epsilon = 0.1)
    @FgsmTest(epsilon = 0.1, maxSuccessRate = 0)
    void isATestToo() {}

    @RobustnessSuite(epsilon = 0.1, fakeImages = -1)
    void hasLessThanNoFakeImages() {}
}
