package com.example.mnist;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a network on the 60,000 training images and writes it as a DL4J zip file: RMSProp on the cross-entropy, batches of
 * 128.
 */
public final class TrainMnistCnn {

    private static final Logger LOGGER = LoggerFactory.getLogger(TrainMnistCnn.class);

    private static final int BATCH = 128;

    private TrainMnistCnn() {}

    /**
     * Trains and saves.
     *
     * @param args the network, {@code shallow} when none is given, and the file to write, by default the one under test,
     *     {@code models/mnist-cnn.zip}
     */
    public static void main(String[] args) throws IOException {
        MnistNetwork chosen = MnistNetwork.valueOf((args.length > 0 ? args[0] : "shallow").toUpperCase(Locale.ROOT));
        File file = new File(args.length > 1 ? args[1] : "models/mnist-cnn.zip");
        Mnist mnist = new Mnist();
        DataSet training = mnist.training(60_000);
        DataSet test = mnist.test(10_000);
        MultiLayerNetwork network = new MultiLayerNetwork(chosen.configuration());
        network.init();
        for (int epoch = 1; epoch <= chosen.epochs(); epoch++) {
            training.shuffle(MnistNetwork.SEED + epoch);
            network.fit(batches(training));
            LOGGER.info(
                    "Epoch {} of {}: accuracy {} on the test images",
                    epoch,
                    chosen.epochs(),
                    network.evaluate(batches(test)).accuracy());
        }
        ModelSerializer.writeModel(network, file, false);
        LOGGER.info("Wrote {}", file.getAbsolutePath());
    }

    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), BATCH);
    }
}
