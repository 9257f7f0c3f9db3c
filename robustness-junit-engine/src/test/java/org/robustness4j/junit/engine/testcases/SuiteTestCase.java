package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class SuiteTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        return TinyDigits.network();
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        return TinyDigits.samples(60, 2);
    }

    @RobustnessSuite(attack = Bim.class, epsilon = 0.4, fakeImages = 5, maxSamples = 30, maxTargetedSuccessRate = 0)
    void standsEverything(RobustnessResult result) {
        if (result.outcomes().isEmpty()) {
            throw new AssertionError("The method is called after each attack, with its result");
        }
    }
}
