package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.junit.CertifiedTest;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Goal;

public class CertifiedTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @CertifiedTest(epsilon = 0.001, minCertifiedAccuracy = 0.5, proofSeconds = 5)
    void isProved(RobustnessResult result) {
        assertThat(result.certifiedAccuracy()).isEqualTo(result.robustAccuracy());
        assertThat(result.outcomes()).noneMatch(sample -> sample.outcome() == Outcome.ROBUST);
    }

    @CertifiedTest(epsilon = 0.5, minCertifiedAccuracy = 0.9, proofSeconds = 1)
    void isBroken() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 0.001, maxSuccessRate = 0.5)
    void isProvedWhereTheConfigurationAsks() {}

    @Harden(method = Harden.Method.CERTIFIED_TRAINING, epochs = 12)
    @CertifiedTest(epsilon = 0.1)
    void isTrainedForProofs() {}

    @RobustnessTest(attack = FakeImage.class, goal = Goal.FAKE, target = 1, minCertifiedAccuracy = 0.5)
    void hasNothingToProve() {}

    @CertifiedTest(epsilon = 0.1, minCertifiedAccuracy = 90)
    void asksForMoreThanAll() {}

    @CertifiedTest(epsilon = 0.1, proofSeconds = -1)
    void hasLessThanNoTime() {}
}
