package org.robustness4j.junit.engine.testcases;

import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** Static classes with tests are no part of the heirs of the class, or of those who implement the interface, around them. */
public abstract class StaticMembersTestCase {

    @ModelUnderTest
    static Object network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(6, 2);

    /** Holds the tests of the night. */
    public static class Night {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isStatic() {}
    }

    /** Holds no test. */
    public static class Helper {}
}
