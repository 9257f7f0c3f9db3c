package org.robustness4j.junit.engine.testcases;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** Three tests; the second to run hangs when it is asked to, so that somebody can kill the JVM. */
public class KilledTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    private static int started;

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void first() throws InterruptedException {
        started();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void second() throws InterruptedException {
        started();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void third() throws InterruptedException {
        started();
    }

    private static void started() throws InterruptedException {
        started++;
        if (started == 2 && Boolean.getBoolean("robustness.test.hang")) {
            TimeUnit.MINUTES.sleep(5);
        }
    }
}
