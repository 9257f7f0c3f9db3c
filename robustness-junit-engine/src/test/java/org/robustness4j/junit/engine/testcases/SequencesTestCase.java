package org.robustness4j.junit.engine.testcases;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.PgdTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.threat.Norm;

/**
 * The logit of class 1 is 20 times the difference of the means of two features over the steps that are there. The means
 * of the samples are 0.1, 0.3, -0.1 and -0.3: with 0.1 for each step in L2, the difference moves by 0.1 times the root of
 * 2, so that the first and the third are broken.
 */
public class SequencesTestCase {

    private static final float[] DIFFERENCES = {0.1f, 0.3f, -0.1f, -0.3f};
    private static final int STEPS = 4;

    @ModelUnderTest
    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(2, RNNFormat.NCW))
                .build());
        network.init();
        network.getLayer(1).setParam("W", Nd4j.create(new float[][] {{0, 20}, {0, -20}}));
        network.getLayer(1).setParam("b", Nd4j.create(new float[][] {{0, 0}}));
        return network;
    }

    /** Of the sample i the last i steps are padding, of the value 9. */
    @TestSamples(range = {0, 1})
    static DataSet samples() {
        INDArray features = Nd4j.valueArrayOf(new int[] {DIFFERENCES.length, 2, STEPS}, 9f);
        INDArray mask = Nd4j.zeros(DIFFERENCES.length, STEPS);
        INDArray labels = Nd4j.zeros(DIFFERENCES.length, 2);
        for (int i = 0; i < DIFFERENCES.length; i++) {
            for (int step = 0; step < STEPS - i; step++) {
                features.putScalar(i, 0, step, 0.5f + DIFFERENCES[i] / 2);
                features.putScalar(i, 1, step, 0.5f - DIFFERENCES[i] / 2);
                mask.putScalar(i, step, 1);
            }
            labels.putScalar(i, DIFFERENCES[i] > 0 ? 1 : 0, 1);
        }
        return new DataSet(features, labels, mask, null);
    }

    @PgdTest(norm = Norm.L2, epsilon = 0.1, perStep = true, maxSuccessRate = 0.5)
    void resistsChangesOfEveryReading() {}
}
