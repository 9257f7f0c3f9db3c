package com.example.wine;

import java.io.IOException;
import java.nio.file.Path;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;

/**
 * A pipeline of scikit-learn, which takes measurements in their own units: milligrams, percent, shares. Epsilon is the
 * same share of the standard deviation of each.
 */
class PipelineRobustnessTest {

    /** What it is given are standard deviations; it computes with the measurements that they stand for. */
    @ModelUnderTest
    static TestedModel model() throws IOException {
        Wine wine = Wine.read();
        return TestedModel.of(Path.of("models/pipeline.onnx"))
                .named("pipeline")
                .rescaled(wine.means(), wine.deviations());
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
