package com.example.wine;

import java.io.IOException;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a network behind a normaliser, and writes both into one zip file. */
public final class TrainWine {

    private static final Logger LOGGER = LoggerFactory.getLogger(TrainWine.class);

    private TrainWine() {}

    /** Trains and saves. */
    public static void main(String[] args) throws IOException {
        DataSet training = Wine.training();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(training);
        normalizer.transform(training);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration());
        network.init();
        for (int epoch = 0; epoch < 100; epoch++) {
            network.fit(training);
        }
        ModelSerializer.writeModel(network, Wine.MODEL.toFile(), true);
        ModelSerializer.addNormalizerToModel(Wine.MODEL.toFile(), normalizer);

        DataSet test = Wine.standardized(Wine.test());
        double accuracy = network.evaluate(new ListDataSetIterator<>(test.asList())).accuracy();
        LOGGER.info("Accuracy on {} other wines: {}", test.numExamples(), accuracy);
    }

    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(new DenseLayer.Builder().nIn(13).nOut(16).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(3).activation(Activation.SOFTMAX).build())
                .build();
    }
}
