package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DisplayName;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class PixelLevelsTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        return TinyDigits.network();
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        return TinyDigits.samples(30, 2);
    }

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = {2 / 255.0, 8f / 255, 1})
    void isAttacked() {}

    @DisplayName("withstands one step")
    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = {2 / 255.0, 0.1})
    void isNamed() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 2 / 255.0)
    void isAlone() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 2 / 255.0)
    void isOverloaded() {}

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = {2 / 255.0, 0.1})
    void isOverloaded(RobustnessResult result) {}

    @RobustnessSuite(
            attack = Fgsm.class,
            epsilon = {2 / 255.0, 0.1},
            fakeImages = 1,
            maxSamples = 5)
    void isASuite() {}
}
