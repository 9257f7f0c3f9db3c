package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** A suite that takes a few seconds, in which somebody can kill the JVM. */
public class KilledSuiteTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(240, 2);

    @RobustnessSuite(epsilon = 0.01, fakeImages = 200)
    void isKilled() {}
}
