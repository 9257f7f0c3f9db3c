package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

@Tag("slow")
@DisplayName("A class with a name")
public class JupiterAnnotationsTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @BeforeAll
    static void prepare() {}

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.01)
    @Tag("noise")
    @DisplayName("stands noise")
    void standsNoise() {}

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.01)
    @Disabled("not today")
    void isOff() {}
}
