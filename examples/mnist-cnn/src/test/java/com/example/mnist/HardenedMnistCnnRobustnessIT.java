package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** The same network after {@code mvn robustness:harden}: it meets limits that the plain one fails by far. */
class HardenedMnistCnnRobustnessIT {

    @ModelUnderTest
    static Path model = Path.of("models/mnist-cnn-hardened.zip");

    @TestSamples(range = {0, 1})
    static DataSet samples() throws IOException {
        return new Mnist().test(200);
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.10)
    void resistsPgd() {}

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.1, maxSamples = 50, maxSuccessRate = 0.10)
    void resistsAutoAttack() {}
}
