package org.robustness4j.junit.engine.testcases;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Goal;

/** A linear model of a small table, whose classes and features have names from here and there. */
public class NamedTableTestCase {

    private static final float[] WEIGHTS = {1, -2, 3, -1};
    private static final float BIAS = -0.5f;
    private static final int ROWS = 60;

    @ModelUnderTest("plain")
    static MultiLayerNetwork network = LargeTableTestCase.linear(
            4, 2, new float[][] {{0, WEIGHTS[0]}, {0, WEIGHTS[1]}, {0, WEIGHTS[2]}, {0, WEIGHTS[3]}}, new float[] {
                0, BIAS
            });

    @ModelUnderTest("named")
    static TestedModel named = TestedModel.of(network).classNames("no", "yes");

    @TestSamples(
            value = "loans",
            range = {0, 1},
            classNames = {"refused", "granted"},
            featureNames = {"income", "debt", "savings", "rent"})
    static DataSet loans() {
        return broughtByTheData();
    }

    @TestSamples(
            value = "brought",
            range = {0, 1})
    @SuppressWarnings("deprecation") // ND4J has no other place for the names of columns
    static DataSet broughtByTheData() {
        RandomGenerator random = new SplittableRandom(1);
        INDArray features = Nd4j.create(ROWS, 4);
        INDArray labels = Nd4j.zeros(ROWS, 2);
        for (int row = 0; row < ROWS; row++) {
            float margin = BIAS;
            for (int j = 0; j < 4; j++) {
                float value = random.nextFloat();
                features.putScalar(row, j, value);
                margin += WEIGHTS[j] * value;
            }
            labels.putScalar(row, margin > 0 ? 1 : 0, 1);
        }
        DataSet data = new DataSet(features, labels);
        data.setLabelNames(List.of("out", "in"));
        data.setColumnNames(List.of("a", "b", "c", "d"));
        return data;
    }

    @TestSamples(
            value = "tooMany",
            range = {0, 1},
            classNames = {"refused", "granted", "open"})
    static DataSet tooMany() {
        return broughtByTheData();
    }

    @TestSamples(
            value = "twice",
            range = {0, 1},
            featureNames = {"income", "debt", "income", "rent"})
    static DataSet twice() {
        return broughtByTheData();
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "plain", samples = "loans", maxClassSuccessRate = 0.1)
    void namesOfTheAnnotation() {}

    @RobustnessTest(
            attack = Fgsm.class,
            epsilon = 0.2,
            goal = Goal.TARGETED,
            target = 1,
            model = "plain",
            samples = "loans")
    void nameOfTheTarget() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "plain", samples = "brought")
    void namesOfTheData() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "named", samples = "brought")
    void namesOfTheModel() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "named", samples = "loans")
    void namedTwice() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "plain", samples = "tooMany")
    void oneNameTooMany() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2, model = "plain", samples = "twice")
    void theSameNameTwice() {}
}
