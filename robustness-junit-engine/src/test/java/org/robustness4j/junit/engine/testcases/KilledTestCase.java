package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** Three tests; the JVM ends without ceremony in the second to run, when it is asked to. */
public class KilledTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    private static int started;

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void first() {
        started();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void second() {
        started();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void third() {
        started();
    }

    private static void started() {
        started++;
        if (started == 2 && Boolean.getBoolean("robustness.test.kill")) {
            Runtime.getRuntime().halt(137);
        }
    }
}
