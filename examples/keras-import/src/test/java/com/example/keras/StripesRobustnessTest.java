package com.example.keras;

import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** A model in the format of Keras 2. Its file is read without Python and without the native library of HDF5. */
class StripesRobustnessTest {

    @ModelUnderTest
    static Path model = Path.of("models/stripes.h5");

    @TestSamples(
            range = {0, 1},
            classNames = {"horizontal", "vertical", "diagonal"})
    static DataSet samples() {
        return Stripes.some(60, 2);
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.05, maxSuccessRate = 0.1)
    void resistsPgd() {}
}
