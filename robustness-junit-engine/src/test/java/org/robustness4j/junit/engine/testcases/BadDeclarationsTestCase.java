package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Goal;

public class BadDeclarationsTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(epsilon = 0)
    void epsilonOfZero() {}

    @RobustnessTest(epsilon = {})
    void noEpsilon() {}

    @RobustnessTest(epsilon = 0.1, maxSuccessRate = 5)
    void limitInPercent() {}

    @RobustnessTest(epsilon = 0.1, goal = Goal.TARGETED)
    void targetMissing() {}

    @RobustnessTest(epsilon = 0.1, target = 1)
    void targetTooMuch() {}

    @RobustnessTest(epsilon = 0.1, attack = Attack.class)
    void abstractAttack() {}

    @RobustnessTest(epsilon = 0.1)
    void wrongParameter(String text) {}

    @RobustnessTest(epsilon = 0.1, goal = Goal.TARGETED, target = 3)
    void targetIsNoClass() {}
}
