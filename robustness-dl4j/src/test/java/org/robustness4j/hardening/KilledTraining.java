package org.robustness4j.hardening;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** A training to be killed: a program of its own. */
final class KilledTraining {

    private KilledTraining() {}

    /** Trains into the folder that is the first argument. */
    public static void main(String[] args) {
        run(Path.of(args[0]));
    }

    static HardenedModel run(Path folder) {
        return new Hardening(
                        new Perturbation.Ball(Norm.LINF, 0.1), new AdversarialTraining(), TrainingOptions.epochs(5))
                .harden(TestedModel.of(network()).range(0, 1), ReferenceData.mnist(2_000), folder);
    }

    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(24)
                        .activation(Activation.TANH)
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
