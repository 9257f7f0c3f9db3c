package org.robustness4j.junit.engine.testcases;

import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

/** Tests that nothing can run, and some that look so: what the warnings are for is the point. */
@SuppressWarnings({"ClassCanBeStatic", "UnusedMethod", "UnusedNestedClass", "UnusedVariable"})
public class ImpossibleTestCase {

    @ModelUnderTest
    static Object network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(6, 2);

    /** An anonymous class with a test. */
    static final Object ANONYMOUS = new Object() {
        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isAnonymous() {}
    };

    Object local() {
        class Local {
            @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
            void isLocal() {}
        }
        return new Local();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    private void isPrivate() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    int returnsANumber() {
        return 1;
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
    static void isStatic() {}

    @RobustnessTest.List({})
    void hasNone() {}

    static class WithoutConstructor {

        WithoutConstructor(String text) {}

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void cannotBeMade() {}

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        static void needsNoObject() {}

        class Inner {

            @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
            void cannotBeMadeEither() {}
        }
    }

    class WithArgument {

        WithArgument(String text) {}

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isInnerWithArgument() {}
    }

    enum Enumerated {
        ONE;

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isOfAnEnum() {}
    }

    record Recorded(int value) {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isOfARecord() {}
    }

    class Throwing {

        Throwing() {
            throw new IllegalStateException("made to fail");
        }

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isThrowing() {}
    }

    private static final class Companion {

        private Companion() {}

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isOfACompanion() {}
    }

    interface Contract {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        default void isContract() {}

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        void isAbstract();

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        static void isOfTheInterface() {}
    }

    static class Implementing implements Contract {

        @Override
        public void isAbstract() {}
    }

    interface NobodyImplements {

        @RobustnessTest(attack = Fgsm.class, epsilon = 0.01)
        default void isNobodys() {}
    }
}
