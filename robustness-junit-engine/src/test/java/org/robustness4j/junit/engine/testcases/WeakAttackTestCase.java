package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** A limit that is met because the attack hardly moves, and one that a strong attack meets. */
public class WeakAttackTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(40, 2);

    @PgdTest(steps = 1, stepShare = 0.001, restarts = 1, epsilon = 0.1, maxSuccessRate = 1)
    void hardlyMoves() {}

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.1, queryBudget = 1, maxSuccessRate = 1)
    void asksOnce() {}

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.1, maxSuccessRate = 1)
    void isStrong() {}
}
