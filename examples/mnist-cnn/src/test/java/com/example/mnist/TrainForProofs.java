package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.hardening.CertifiedTraining;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.Hardening;
import org.robustness4j.hardening.LearningRateSchedule;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** Trains {@code models/mnist-cnn-certified.zip} from new weights, in some seventeen minutes on two cores. */
public final class TrainForProofs {

    private static final int EPOCHS = 30;
    private static final int IMAGES = 60_000;
    /** A little more than what is to be proved. */
    private static final double EPSILON = 0.12;
    private static final double BOXES = 0.6;
    private static final double RATE = 0.005;

    private TrainForProofs() {}

    /** Writes the model, without the state of its updater. */
    public static void main(String[] arguments) throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(MnistNetwork.SHALLOW
                .layers(new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .updater(new Adam(RATE))
                        .weightInit(WeightInit.RELU)
                        .activation(Activation.RELU)
                        .list())
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        Samples training = SampleSource.read(new Mnist().training(IMAGES), false);
        TrainingOptions options = TrainingOptions.epochs(EPOCHS)
                .batchSize(100)
                .learningRate(LearningRateSchedule.cosine(RATE))
                .holdOut(0)
                .workers(Runtime.getRuntime().availableProcessors());
        HardenedModel trained = new Hardening(
                        new Perturbation.Ball(Norm.LINF, EPSILON),
                        new CertifiedTraining(0, EPOCHS / 12.0, EPOCHS / 2.0, BOXES),
                        options)
                .harden(TestedModel.of(network).range(0, 1), training, Path.of("target/certified"));
        ModelSerializer.writeModel(
                ModelSerializer.restoreMultiLayerNetwork(trained.file().toFile(), false),
                "models/mnist-cnn-certified.zip",
                false);
    }
}
