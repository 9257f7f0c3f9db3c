package org.robustness4j.junit.engine.testcases;

import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.RobustnessTest;

/** A class inside an interface is static, whatever is written there. */
public interface StaticMembersOfAnInterface {

    /** Holds the tests of the day. */
    class Day {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isStaticToo() {}
    }
}
