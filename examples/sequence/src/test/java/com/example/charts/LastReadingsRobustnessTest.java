package com.example.charts;

import java.util.Arrays;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;

/** Only the last readings can be forged, and those by much: the network takes the mean over all of them. */
class LastReadingsRobustnessTest {

    private static final int FORGED = 5;

    @ModelUnderTest
    static TestedModel charts() {
        boolean[] mutable = new boolean[ControlCharts.STEPS];
        Arrays.fill(mutable, ControlCharts.STEPS - FORGED, ControlCharts.STEPS, true);
        return TestedModel.of(ControlCharts.MODEL)
                .named("control charts")
                .in(Domain.range(-20, 80).withMutable(mutable));
    }

    @TestSamples
    static DataSet samples() {
        return ControlCharts.test();
    }

    @RobustnessTest(attack = Pgd.class, epsilon = 5, maxSuccessRate = 0)
    void resistsForgedReadings() {}
}
