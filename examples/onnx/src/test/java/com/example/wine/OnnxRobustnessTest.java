package com.example.wine;

import java.io.IOException;
import java.nio.file.Path;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** A network of PyTorch. All measurements may be wrong, each by a share of its standard deviation. */
class OnnxRobustnessTest {

    @ModelUnderTest
    static Path model() {
        return Path.of("models/wine.onnx");
    }

    @TestSamples(range = {-6, 6})
    static Samples samples() throws IOException {
        return Wine.read().test();
    }

    @RobustnessTest(attack = Pgd.class, epsilon = {0.1, 0.25}, maxSuccessRate = 0.25)
    void resistsPgd() {}

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.1, maxSuccessRate = 0.1)
    void resistsAutoAttack() {}
}
