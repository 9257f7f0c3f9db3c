package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;

@Tag("outer")
@RobustnessDefaults(epsilon = 0.01, maxSuccessRate = 1)
@SuppressWarnings("ClassCanBeStatic") // that they are not is the point
public class NestedTestCase {

    /** How often the samples were asked for. */
    public static int asked;

    private final int made = 12;

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    DataSet samples() {
        asked++;
        return TinyDigits.samples(made, 2);
    }

    @SampleSlice("first")
    final int[] first = {0};

    Attack strong() {
        return new Fgsm();
    }

    @RobustnessTest(attack = Fgsm.class)
    void isOuter(RobustnessResult result) {
        assertThat(result.outcomes()).hasSize(12);
    }

    @Nested
    @RobustnessDefaults(maxSamples = 6)
    @Tag("night")
    class Night {

        @RobustnessTest(
                attack = Fgsm.class,
                epsilon = {0.01, 0.02})
        void isInner(RobustnessResult result) {
            assertThat(made).isEqualTo(12);
            assertThat(result.outcomes()).hasSize(6);
            assertThat(result.judgement().limit()).hasToString("1.0");
        }

        class Deeper {

            @TestSamples(range = {0, 1})
            DataSet own() {
                return TinyDigits.samples(9, 3);
            }

            @RobustnessTest(attackFrom = "strong", maxSamples = 9, slices = "first")
            void hasItsOwnSamples(RobustnessResult result) {
                assertThat(result.outcomes()).hasSize(9);
            }

            @RobustnessSuite(attack = Fgsm.class, epsilon = 0.01, fakeImages = 0)
            void isASuite() {}
        }
    }

    @Disabled("not now")
    class Off {

        @RobustnessTest(attack = Fgsm.class)
        void isOff() {}

        class Inside {

            @RobustnessTest(attack = Fgsm.class)
            void isOffToo() {}
        }
    }

    static class Member {

        @RobustnessTest(attack = Fgsm.class)
        void isMember() {}
    }

    static class WithoutTests {

        void none() {}
    }
}
