package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class NoRangeTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(epsilon = 0.1)
    void hasNoRange() {}
}
