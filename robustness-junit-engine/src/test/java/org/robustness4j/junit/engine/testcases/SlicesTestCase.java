package org.robustness4j.junit.engine.testcases;

import java.util.function.IntPredicate;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.SampleSlice;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Goal;

public class SlicesTestCase {

    @ModelUnderTest
    static MultiLayerNetwork network = TinyDigits.network();

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(30, 2);

    @SampleSlice("night")
    static IntPredicate night() {
        return index -> index >= 20;
    }

    @SampleSlice
    final int[] firstThree = {0, 1, 2};

    @SampleSlice
    static int[] none = {};

    @SampleSlice
    static int[] outside = {3, 30};

    @SampleSlice
    static String text = "night";

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = 0.5,
            maxClassSuccessRate = 0.1,
            slices = {"night", "firstThree"})
    void hasAWeakClass() {}

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = 0.5,
            maxSliceSuccessRate = 0.1,
            slices = {"night", "firstThree"})
    void hasAWeakSlice() {}

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = 0.001,
            maxSliceSuccessRate = 0.1,
            maxClassSuccessRate = 0.1,
            slices = {"night", "firstThree"})
    void standsEverywhere() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1, slices = "none")
    void namesAnEmptySlice() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1, slices = "outside")
    void namesASliceOfOtherSamples() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1, slices = "text")
    void namesASliceOfAnotherType() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1, slices = "dusk")
    void namesNoSlice() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.1, maxClassSuccessRate = 10)
    void limitsInPercent() {}

    @RobustnessTest(attack = FakeImage.class, goal = Goal.FAKE, target = 1, maxClassSuccessRate = 0.1)
    void limitsClassesOfFakes() {}
}
