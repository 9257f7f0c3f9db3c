package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.Samples;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** What docs/hardening.md shows. */
class HardeningExampleTests {

    @TempDir
    private Path folder;

    @Test
    void inTenLines() {
        MultiLayerNetwork network = network();
        Samples training = ReferenceData.mnist(400);

        AdversarialTraining method =
                new AdversarialTraining().warmUp(1).regularizedBy(new GradientRegularization(0.1, 0.05));
        TrainingOptions options = TrainingOptions.epochs(3)
                .learningRate(LearningRateSchedule.oneCycle(0.003))
                .stopAfter(2)
                .workers(2);
        HardenedModel hardened = new Hardening(new Perturbation.Ball(Norm.LINF, 0.1), method, options)
                .harden(TestedModel.of(network).range(0, 1), training, folder);

        assertThat(hardened.file()).exists();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        return network;
    }
}
