package org.robustness4j.junit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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

/** A real, small problem: which of three points of the unit square is nearest, learnt by a real, small network. */
public final class TinyDigits {

    private static final double[][] CENTRES = {{0.2, 0.2}, {0.8, 0.2}, {0.5, 0.8}};

    private TinyDigits() {}

    /** A network trained for a second. */
    public static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(16)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(16)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        DataSet training = samples(300, 1);
        for (int i = 0; i < 150; i++) {
            network.fit(training);
        }
        return network;
    }

    /** Points around the three centres, with their one-hot classes. */
    public static DataSet samples(int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        INDArray features = Nd4j.create(count, 2);
        INDArray labels = Nd4j.zeros(count, 3);
        for (int i = 0; i < count; i++) {
            int label = i % 3;
            for (int j = 0; j < 2; j++) {
                features.putScalar(i, j, Math.max(0, Math.min(1, CENTRES[label][j] + 0.06 * random.nextGaussian())));
            }
            labels.putScalar(i, label, 1);
        }
        return new DataSet(features, labels);
    }
}
