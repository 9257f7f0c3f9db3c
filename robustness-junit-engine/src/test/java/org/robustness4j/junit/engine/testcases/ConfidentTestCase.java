package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.verdict.VerdictPolicy;

@RobustnessDefaults(maxSuccessRate = 0.05, policy = VerdictPolicy.CONFIDENT)
public class ConfidentTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.001)
    void hasTooFewSamples() {}

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.001, policy = VerdictPolicy.POINT)
    void isJudgedByCounts() {}

    @RobustnessTest(
            attack = UniformNoise.class,
            epsilon = 0.001,
            policy = {VerdictPolicy.POINT, VerdictPolicy.CONFIDENT})
    void namesTwoPolicies() {}
}
