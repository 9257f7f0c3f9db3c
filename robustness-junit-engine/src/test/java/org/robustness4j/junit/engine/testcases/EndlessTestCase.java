package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** An attack that would take days, for somebody to cancel. */
public class EndlessTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(60, 2);

    @PgdTest(steps = 100_000_000, epsilon = 0.01)
    void isCancelled() {}
}
