package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class SeveralProvidersTestCase {

    @ModelUnderTest("plain")
    static MultiLayerNetwork plain = TinyDigits.network();

    @ModelUnderTest("copied")
    static MultiLayerNetwork copied = plain.clone();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01, model = "copied")
    void namesOne(RobustnessResult result) {
        assertThat(result.evaluation().model().name()).isEqualTo("copied");
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void namesNone() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01, model = "other")
    void namesUnknown() {}
}
