package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.junit.CertifiedTest;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.TestSamples;

/** The same network, trained for proofs by {@link TrainForProofs}: what it withstands is proved, not only tried. */
class CertifiedMnistCnnRobustnessIT {

    @ModelUnderTest
    static Path model = Path.of("models/mnist-cnn-certified.zip");

    @TestSamples(range = {0, 1})
    static DataSet samples() throws IOException {
        return new Mnist().test(200);
    }

    @CertifiedTest(attack = Pgd.class, epsilon = 0.1, proofSeconds = 2, minCertifiedAccuracy = 0.9)
    void isProvedToBeRobust() {}
}
