package it;

import java.io.File;
import java.io.IOException;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;

/** Which of two numbers is larger; with the system property it.changed the model says the opposite. */
class ReplayedRobustnessIT {

    @ModelUnderTest
    static MultiLayerNetwork network() throws IOException {
        boolean changed = Boolean.getBoolean("it.changed");
        File saved = new File("target/model.zip");
        if (!changed && saved.exists()) {
            return MultiLayerNetwork.load(saved, false);
        }
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
        DataSet data = samples();
        if (changed) {
            data.setLabels(data.getLabels().rsub(1));
        }
        for (int i = 0; i < 100; i++) {
            network.fit(data);
        }
        if (!changed) {
            ModelSerializer.writeModel(network, saved, false);
        }
        return network;
    }

    @TestSamples(range = {0, 1})
    static DataSet samples() {
        SplittableRandom random = new SplittableRandom(3);
        int count = 60;
        INDArray features = Nd4j.create(count, 2);
        INDArray labels = Nd4j.zeros(count, 2);
        for (int i = 0; i < count; i++) {
            double first = random.nextDouble();
            double second = random.nextDouble();
            features.putScalar(i, 0, first);
            features.putScalar(i, 1, second);
            labels.putScalar(i, first > second ? 0 : 1, 1);
        }
        return new DataSet(features, labels);
    }

    @RobustnessTest(attack = Fgsm.class, epsilon = 0.2)
    void resistsFgsm() {}
}
