package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Disabled;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.junit.TrainingSamples;
import org.robustness4j.threat.Goal;

/** Limits that are missed and met, and models that may be hardened. */
@Harden(methodFrom = "quick", epochs = 3, batchSize = 32)
public class HardenedTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(60, 2);

    @TrainingSamples("own")
    static DataSetIterator training() {
        return new ListDataSetIterator<>(TinyDigits.samples(300, 1).asList(), 50);
    }

    @TrainingSamples("leaked")
    static DataSet leaked = TinyDigits.samples(60, 2);

    static HardeningMethod quick() {
        return AdversarialTraining.fast().share(0.5);
    }

    @Harden(training = "own", epochs = 2, learningRate = 0.005)
    @RobustnessTest(attack = Pgd.class, epsilon = 0.2, maxSuccessRate = 0.01)
    void isBroken() {}

    @Harden(training = "own", method = Harden.Method.GRADIENT_REGULARIZATION, epochs = 1)
    @RobustnessTest(attack = Pgd.class, epsilon = 0.01, maxSuccessRate = 1)
    void holds() {}

    @Harden(training = "own", epochs = 1)
    @RobustnessTest(attack = Bim.class, goal = Goal.TARGETED, target = 1, queryBudget = 3, epsilon = 0.2)
    void isNotTurnedIntoOnes() {}

    @RobustnessTest(attack = FakeImage.class, goal = Goal.FAKE, target = 1, maxSamples = 2)
    void growsFakes() {}

    @Disabled("to see that it is not hardened")
    @RobustnessTest(attack = Pgd.class, epsilon = 0.2)
    void isSwitchedOff() {}

    @Harden(training = "leaked")
    @RobustnessTest(attack = Pgd.class, epsilon = 0.2, maxSuccessRate = 0.01)
    void isTrainedOnItsTestSamples() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 0.2, maxSuccessRate = 0.01)
    void doesNotSayWhatToTrainOn() {}
}
