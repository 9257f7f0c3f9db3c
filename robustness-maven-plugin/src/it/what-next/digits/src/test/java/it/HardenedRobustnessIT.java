package it;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.junit.Harden;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TrainingSamples;

/** Which of two numbers is larger, by a model that is hardened. */
@Harden(epochs = 1)
class HardenedRobustnessIT {

    @ModelUnderTest
    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.1))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(2)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        for (int i = 0; i < 50; i++) {
            network.fit(training());
        }
        return network;
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        return points(60, 3);
    }

    @TrainingSamples
    static DataSet training() {
        return points(200, 4);
    }

    private static DataSet points(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray features = Nd4j.create(count, 2);
        INDArray labels = Nd4j.zeros(count, 2);
        for (int i = 0; i < count; i++) {
            double first = random.nextDouble();
            double second = random.nextDouble();
            features.putScalar(i, 0, first);
            features.putScalar(i, 1, second);
            labels.putScalar(i, Larger.of(first, second), 1);
        }
        return new DataSet(features, labels);
    }

    @PgdTest(
            epsilon = {0.2, 0.3},
            maxSuccessRate = 0.01)
    void resistsPgd() {}
}
