package it;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** A bar across or a bar down in images of 8 x 8, told apart by a convolutional network that learns it in a second. */
class BarsRobustnessIT {

    private static final int SIZE = 8;

    @ModelUnderTest("bars")
    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIZE, SIZE, 1))
                .build());
        network.init();
        for (int i = 0; i < 100; i++) {
            network.fit(samples());
        }
        return network;
    }

    @TestSamples(range = {0, 1}, classNames = {"across", "down"})
    static DataSet samples() {
        SplittableRandom random = new SplittableRandom(3);
        int count = 100;
        INDArray features = Nd4j.create(count, 1, SIZE, SIZE);
        INDArray labels = Nd4j.zeros(count, 2);
        for (int i = 0; i < count; i++) {
            int bar = random.nextInt(SIZE);
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    boolean inBar = i % 2 == 0 ? y == bar : x == bar;
                    features.putScalar(new int[] {i, 0, y, x}, (inBar ? 0.8 : 0) + 0.2 * random.nextDouble());
                }
            }
            labels.putScalar(i, i % 2, 1);
        }
        return new DataSet(features, labels);
    }

    @RobustnessTest(epsilon = 0.02, maxSuccessRate = 0.10)
    void standsSmallSteps() {}

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.4)
    void isBrokenByLargeSteps() {}

    @RobustnessSuite(attack = Fgsm.class, epsilon = 0.05, fakeImages = 5)
    void isAttackedInEveryWay() {}
}
