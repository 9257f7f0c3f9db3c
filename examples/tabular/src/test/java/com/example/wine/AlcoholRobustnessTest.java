package com.example.wine;

import java.io.IOException;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;

/** One measurement alone may be wrong, in its own unit: the alcohol, by half a percent. */
class AlcoholRobustnessTest {

    @ModelUnderTest
    static TestedModel wine() {
        boolean[] mutable = new boolean[13];
        mutable[0] = true;
        return TestedModel.of(Wine.MODEL).named("wine").in(Domain.range(0, 2000).withMutable(mutable));
    }

    @TestSamples
    static DataSet samples() throws IOException {
        return Wine.test();
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 0.5, maxSuccessRate = 0.05)
    void resistsPgd() {}
}
