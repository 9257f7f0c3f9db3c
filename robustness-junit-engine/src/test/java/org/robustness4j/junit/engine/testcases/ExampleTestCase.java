package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.Verdict;

public class ExampleTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        return TinyDigits.network();
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        return TinyDigits.samples(60, 2);
    }

    @RobustnessTest(
            epsilon = {0.01, 0.02},
            maxSuccessRate = 0.2)
    void standsSmallSteps() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.5, maxSuccessRate = 0.01)
    void isBrokenByLargeSteps() {}

    @RobustnessTest(attack = Fgsm.class, norm = Norm.L2, epsilon = 0.05)
    void isRecorded(RobustnessResult result) {
        assertThat(result.verdict()).isEqualTo(Verdict.RECORDED);
        assertThat(result.cleanAccuracy().value()).isGreaterThan(0.9);
        assertThat(result.outcomes()).hasSize(60);
    }

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.01, maxSuccessRate = 0.1)
    void standsNoise() {}
}
