package com.example.cifar;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.BimTest;
import org.robustness4j.junit.FgsmTest;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.NoiseTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.TestSamples;

/** One level of 255 is less than anybody sees; two of them leave next to nothing of this network's accuracy. */
@RobustnessDefaults(maxSamples = 50)
class CifarResnetRobustnessIT {

    /** The zip also holds the normaliser, (x - 0.5) / 0.25; samples and epsilon are in the units before it. */
    @ModelUnderTest
    static Path model = Path.of("models/cifar-resnet8.zip");

    @TestSamples(
            range = {0, 1},
            classNames = {
                "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"
            })
    static DataSet samples() throws IOException {
        return new Cifar10().test(1000);
    }

    @FgsmTest(epsilon = {1 / 255.0, 2 / 255.0, 4 / 255.0, 8 / 255.0})
    void isBrokenByOneStep() {}

    @BimTest(
            steps = 10,
            epsilon = {0.5 / 255, 1 / 255.0, 2 / 255.0})
    void isBrokenByWhatNobodySees() {}

    @NoiseTest(draws = 10, epsilon = 2 / 255.0, maxSuccessRate = 0.30)
    void standsNoise() {}
}
