package org.robustness4j.junit.engine.testcases;

import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

public class BrokenProviderTestCase {

    @ModelUnderTest
    @SuppressWarnings("DoNotCallSuggester") // it is called, and has to throw
    static Object model() {
        throw new IllegalStateException("the disk is on fire");
    }

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    @RobustnessTest(epsilon = 0.1)
    void cannotWork() {}
}
