package org.robustness4j.junit.engine.testcases;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.threat.Norm;

/** The mean of the vectors of six words, and a softmax. */
public class IndicesTestCase {

    private static final int WORDS = 30;
    private static final int LENGTH = 6;

    @ModelUnderTest
    static MultiLayerNetwork network = network();

    @TestSamples
    static DataSet sentences = sentences();

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .weightInit(WeightInit.NORMAL)
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(WORDS)
                        .nOut(8)
                        .inputLength(LENGTH)
                        .build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(WORDS, LENGTH))
                .build());
        network.init();
        return network;
    }

    private static DataSet sentences() {
        INDArray words = Nd4j.zeros(40, LENGTH);
        for (int i = 0; i < 40 * LENGTH; i++) {
            words.putScalar(i / LENGTH, i % LENGTH, (7 * i + i / 5 * 3 + i / 11) % WORDS);
        }
        INDArray predicted = network.output(words).argMax(1);
        INDArray labels = Nd4j.zeros(40, 3);
        IntStream.range(0, 40).forEach(i -> labels.putScalar(i, predicted.getInt(i), 1));
        return new DataSet(words, labels);
    }

    @RobustnessTest(attack = TokenSubstitution.class, norm = Norm.L0, epsilon = 2)
    void recordsSubstitutions() {}

    @RobustnessTest(attack = TokenSubstitution.class, norm = Norm.L0, epsilon = 1, maxSuccessRate = 0.95)
    void isHeldToALimit() {}

    @RobustnessTest(attack = TokenSubstitution.class, norm = Norm.L0, epsilon = 1.5)
    void countsNoHalves() {}

    @RobustnessTest(attack = Pgd.class, norm = Norm.L0, epsilon = 2)
    void isNotMadeForPositions() {}

    @RobustnessTest(attack = Pgd.class, epsilon = 0.5)
    void shiftsIndices() {}
}
