package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TrainingSamples;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;

class MnistCnnRobustnessIT {

    @ModelUnderTest
    static Path model = Path.of("models/mnist-cnn.zip");

    @TestSamples(range = {0, 1})
    static DataSet samples() throws IOException {
        return new Mnist().test(200);
    }

    @TrainingSamples
    static DataSet training() throws IOException {
        return new Mnist().training(60_000);
    }

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.05, maxSamples = 20, maxSuccessRate = 0.40)
    void resistsAutoAttack() {}

    @Harden(epochs = 10, learningRate = 0.002, fromScratch = true)
    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1)
    void recordsOneStep() {}

    @RobustnessTest(attack = Pgd.class, epsilon = {0.05, 0.1}, maxSuccessRate = 0.75)
    void resistsPgd() {}

    @RobustnessTest(attack = Pgd.class, norm = Norm.L2, epsilon = 1.0, maxSuccessRate = 0.50)
    void resistsPgdInL2() {}

    @RobustnessTest(attack = Bim.class, goal = Goal.TARGETED, target = 9, epsilon = 0.1, maxSuccessRate = 0.35)
    void isNotTurnedIntoNines(RobustnessResult result) {
        if (result.evaluation().count(Outcome.EXCLUDED) == 0) {
            throw new AssertionError("There are nines among the samples, and they cannot be turned into nines");
        }
    }

    @RobustnessTest(attack = UniformNoise.class, epsilon = 0.1, maxSuccessRate = 0.02)
    void standsNoise() {}

    @RobustnessSuite(attack = Bim.class, epsilon = 0.1, maxSamples = 50, maxTargetedSuccessRate = 0.60)
    void isAttackedInEveryWay() {}
}
