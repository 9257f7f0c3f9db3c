package org.robustness4j.junit.engine.testcases;

import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.RobustnessTest;

/** Cannot be searched where {@link Missing} is not on the classpath. */
public class MissingClassTestCase {

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    void isThere() {}

    void needs(Missing missing) {}

    /** An inner class, which needs the same. */
    public static class Inside {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isInside() {}

        void needs(Missing missing) {}
    }

    /** What it needs. */
    public static final class Missing {}
}
