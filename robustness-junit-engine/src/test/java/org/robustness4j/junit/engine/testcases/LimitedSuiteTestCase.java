package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** A suite without limits or epsilon of its own: it takes those of the class. */
@RobustnessDefaults(epsilon = 0.6, maxSuccessRate = 0.0)
public class LimitedSuiteTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(30, 2);

    @RobustnessSuite(fakeImages = 0)
    void standsNothing() {}
}
