package com.example.charts;

import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;

/** Readings may be wrong, in their own unit: each of them, or all together. */
class ControlChartsRobustnessTest {

    @ModelUnderTest
    static TestedModel charts() {
        return TestedModel.of(ControlCharts.MODEL).named("control charts").in(Domain.range(-20, 80));
    }

    @TestSamples(classNames = {
        "normal", "cyclic", "increasing trend", "decreasing trend", "upward shift", "downward shift"
    })
    static DataSet samples() {
        return ControlCharts.test();
    }

    @RobustnessTest(attack = Pgd.class, epsilon = {0.5, 1}, maxSuccessRate = 0.1)
    void resistsSensorsThatAreOff() {}

    @RobustnessTest(attack = Pgd.class, norm = Norm.L2, epsilon = 4, maxSuccessRate = 0.25)
    void resistsChangesOfTheWholeChart() {}

    /** No limit: a third of the noise that every chart has is enough to break more than half of them. */
    @RobustnessTest(attack = Pgd.class, epsilon = 2)
    void breaksUnderAThirdOfTheNoise() {}
}
