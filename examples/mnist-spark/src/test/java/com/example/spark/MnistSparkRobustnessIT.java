package com.example.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.data.file.IdxFiles;

/** An ordinary robustness test; that its attacks run on Spark is a property in the POM. */
class MnistSparkRobustnessIT {

    @ModelUnderTest
    static Path model = Path.of("models/digits.zip");

    @TestSamples(range = {0, 1})
    static Samples samples() throws IOException {
        return new IdxFiles(HadoopFiles.PLAIN, "data/digits-images-idx3-ubyte", "data/digits-labels-idx1-ubyte", 255)
                .read(0, 500);
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.05, maxSuccessRate = 0.30)
    void resistsPgd() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 0.1)
    void recordsPgd() {}
}
