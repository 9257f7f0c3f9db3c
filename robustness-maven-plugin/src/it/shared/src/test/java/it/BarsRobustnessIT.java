package it;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** Left or right half of the unit square, learnt from points that keep their distance from the middle. */
class PointsRobustnessIT {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.02))
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(8).activation(Activation.TANH).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        for (int i = 0; i < 100; i++) {
            network.fit(samples());
        }
        return network;
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        SplittableRandom random = new SplittableRandom(3);
        INDArray features = Nd4j.create(100, 2);
        INDArray labels = Nd4j.zeros(100, 2);
        for (int i = 0; i < 100; i++) {
            int label = i % 2;
            features.putScalar(i, 0, 0.6 * label + 0.4 * random.nextDouble());
            features.putScalar(i, 1, random.nextDouble());
            labels.putScalar(i, label, 1);
        }
        return new DataSet(features, labels);
    }

    @RobustnessTest(epsilon = 0.02, maxSuccessRate = 0.10)
    void standsSmallSteps() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.4)
    void isBrokenByLargeSteps() {}
}
