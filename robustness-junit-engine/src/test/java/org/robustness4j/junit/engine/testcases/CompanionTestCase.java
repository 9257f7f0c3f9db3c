package org.robustness4j.junit.engine.testcases;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.junit.TrainingSamples;

/** What the Kotlin compiler makes of classes whose providers stand in companion objects. */
@SuppressWarnings("VariableNameSameAsType") // so the Kotlin compiler names them
public class CompanionTestCase {

    public static final Companion Companion = new Companion();

    /** A companion object without a name. */
    public static final class Companion {

        private Companion() {}

        @ModelUnderTest
        MultiLayerNetwork network() {
            return TinyDigits.network();
        }

        @TestSamples(range = {0, 1})
        DataSet samples() {
            return TinyDigits.samples(30, 2);
        }

        @TrainingSamples
        DataSet training() {
            return TinyDigits.samples(120, 1);
        }

        @SampleSlice
        int[] firstTen() {
            return new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        }

        Attack patient() {
            return new Bim(7, StepSize.ofEpsilon(0.25));
        }

        HardeningMethod quick() {
            return AdversarialTraining.fast();
        }
    }

    @Harden(methodFrom = "quick", epochs = 1)
    @RobustnessTest(attackFrom = "patient", epsilon = 0.1, maxSliceSuccessRate = 1)
    void isAttacked(RobustnessResult result) {
        assertThat(result.evaluation().attack().parameters()).containsEntry("steps", 7);
        assertThat(result.judgement().groups())
                .anySatisfy(group -> assertThat(group.name()).isEqualTo("firstTen"));
    }

    /** A companion object with a name, and a method with {@code @JvmStatic}, of which there are two. */
    public static class NamedTestCase {

        private static final Data Data = new Data();

        @ModelUnderTest
        static MultiLayerNetwork network() {
            return Data.network();
        }

        static final class Data {

            @ModelUnderTest
            MultiLayerNetwork network() {
                return TinyDigits.network();
            }

            @TestSamples(range = {0, 1})
            DataSet samples() {
                return TinyDigits.samples(30, 2);
            }
        }

        @RobustnessTest(epsilon = 0.01)
        void isAttacked() {}
    }

    /** Inherits the companion object of its superclass, with what is in it. */
    public static class HeirTestCase extends CompanionTestCase {}
}
