package it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.FgsmTest;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.threat.Goal;

/** Fails at the first attempt, as a test that depends on something else does: one test, and one child of a suite. */
class FlakyRobustness {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        return BarsRobustnessIT.network();
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        return BarsRobustnessIT.samples();
    }

    @FgsmTest(epsilon = 0.05, maxSuccessRate = 0.5)
    void passesTheSecondTime() throws IOException {
        failTheFirstTime("test");
    }

    @RobustnessSuite(attack = Fgsm.class, epsilon = 0.05, fakeImages = 0)
    void hasAChildThatPassesTheSecondTime(RobustnessResult result) throws IOException {
        if (result.evaluation().threatModel().goal() == Goal.UNTARGETED) {
            failTheFirstTime("suite");
        }
    }

    private static void failTheFirstTime(String name) throws IOException {
        Path marker = Path.of("target", name + "-failed-once");
        if (Files.notExists(marker)) {
            Files.createFile(marker);
            throw new AssertionError("The first attempt fails");
        }
    }
}
