package org.robustness4j.junit.engine.testcases;

import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** What classes that extend it inherit: a test, and an inner class with one. */
@SuppressWarnings("ClassCanBeStatic") // that it is not is the point
public abstract class AbstractTestCase {

    @ModelUnderTest
    static Object network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    DataSet samples() {
        return TinyDigits.samples(size(), 2);
    }

    abstract int size();

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void isInherited() {}

    class Inner {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isInheritedInside() {}

        class Cycle extends Inner {}
    }

    /** One that does. */
    public static class HeirTestCase extends AbstractTestCase {

        @Override
        int size() {
            return 6;
        }
    }

    /** Another one, which switches the test off without saying so. */
    public static class SilencingTestCase extends AbstractTestCase {

        @Override
        int size() {
            return 9;
        }

        @Override
        void isInherited() {}
    }
}
