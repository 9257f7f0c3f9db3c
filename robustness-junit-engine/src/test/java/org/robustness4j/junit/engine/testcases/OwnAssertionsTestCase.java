package org.robustness4j.junit.engine.testcases;

import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class OwnAssertionsTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01, maxSuccessRate = 1)
    void assertsMore(RobustnessResult result) {
        throw new AssertionError("only " + result.robustAccuracy());
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01, maxSuccessRate = 1)
    void reads() throws IOException {
        throw new IOException("no such file");
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void overloaded() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void overloaded(RobustnessResult result) {}
}
