package com.example.wine;

import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TrainingSamples;

/** All measurements may be wrong, each by a share of its standard deviation. */
class WineRobustnessTest {

    @ModelUnderTest
    static MultiLayerNetwork wine() throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(Wine.MODEL.toFile());
    }

    @TestSamples(
            range = {-6, 6},
            classNames = {"Barolo", "Grignolino", "Barbera"},
            featureNames = {
                "alcohol", "malic acid", "ash", "alcalinity of ash", "magnesium", "total phenols", "flavanoids",
                "nonflavanoid phenols", "proanthocyanins", "color intensity", "hue", "OD280/OD315", "proline"
            })
    static DataSet samples() throws IOException {
        return Wine.standardized(Wine.test());
    }

    @TrainingSamples
    static DataSet training() throws IOException {
        return Wine.standardized(Wine.training());
    }

    @Harden
    @RobustnessTest(attack = Pgd.class, epsilon = {0.1, 0.25}, maxSuccessRate = 0.25)
    void resistsPgd() {}

    @RobustnessTest(attack = AutoAttack.class, epsilon = 0.1, maxSuccessRate = 0.05)
    void resistsAutoAttack() {}
}
