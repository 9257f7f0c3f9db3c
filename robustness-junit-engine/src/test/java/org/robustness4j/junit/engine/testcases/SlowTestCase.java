package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** Attacks that would take hours, with a budget of a moment. */
public class SlowTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(60, 2);

    @PgdTest(steps = 10_000_000, epsilon = 0.01, maxSuccessRate = 0.1, timeBudgetSeconds = 0.3)
    void isUndecided() {}

    @PgdTest(steps = 10_000_000, epsilon = 0.01, timeBudgetSeconds = 1e-6)
    void decidesNothing() {}

    @PgdTest(steps = 10_000_000, epsilon = 0.4, maxSuccessRate = 0.01, timeBudgetSeconds = 3)
    void failsAllTheSame() {}
}
