package com.example.mnist;

import java.io.File;
import java.io.IOException;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the network under test on the 60,000 training images and writes it as a DL4J zip file.
 *
 * <p>Two convolutions of 5x5, each followed by max pooling, a dense layer of 100 and a softmax over the ten digits; RMSProp
 * on the cross-entropy, batches of 128, ten epochs.
 */
public final class TrainMnistCnn {

    private static final Logger LOGGER = LoggerFactory.getLogger(TrainMnistCnn.class);

    private static final int SEED = 20;
    private static final int BATCH = 128;
    private static final int EPOCHS = 10;

    private TrainMnistCnn() {}

    /**
     * Trains and saves.
     *
     * @param args the file to write, {@code models/mnist-cnn.zip} when none is given
     */
    public static void main(String[] args) throws IOException {
        File file = new File(args.length > 0 ? args[0] : "models/mnist-cnn.zip");
        Mnist mnist = new Mnist();
        DataSet training = mnist.training(60_000);
        DataSet test = mnist.test(10_000);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration());
        network.init();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            training.shuffle(SEED + epoch);
            network.fit(batches(training));
            LOGGER.info(
                    "Epoch {} of {}: accuracy {} on the test images",
                    epoch,
                    EPOCHS,
                    network.evaluate(batches(test)).accuracy());
        }
        ModelSerializer.writeModel(network, file, false);
        LOGGER.info("Wrote {}", file.getAbsolutePath());
    }

    static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new RmsProp(new StepSchedule(ScheduleType.EPOCH, 1e-3, 0.5, 3)))
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(convolution(10))
                .layer(maxPooling())
                .layer(convolution(20))
                .layer(maxPooling())
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(5, 5).nOut(filters).build();
    }

    private static SubsamplingLayer maxPooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }

    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), BATCH);
    }
}
