package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/**
 * A test whose limit the network misses, to see what that looks like. By its name it is not run with the others:
 * {@code mvn verify -Dit.test=SeeItFail} runs it.
 */
class SeeItFail {

    @ModelUnderTest
    static Path model = Path.of("models/mnist-cnn.zip");

    @TestSamples(range = {0, 1})
    static DataSet samples() throws IOException {
        return new Mnist().test(200);
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.5)
    void resistsPgd() {}

    /** The POM has a rule for noise, and a rule that applies to nothing fails the build. */
    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.1, maxSuccessRate = 0.02)
    void standsNoise() {}
}
