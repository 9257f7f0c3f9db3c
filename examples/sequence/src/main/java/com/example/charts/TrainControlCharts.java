package com.example.charts;

import java.io.IOException;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
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

/** Trains a recurrent network behind a normaliser, and writes both into one zip file. */
public final class TrainControlCharts {

    private static final Logger LOGGER = LoggerFactory.getLogger(TrainControlCharts.class);

    private TrainControlCharts() {}

    /** Trains and saves. */
    public static void main(String[] args) throws IOException {
        DataSet training = ControlCharts.training();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(training);
        normalizer.transform(training);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration());
        network.init();
        ListDataSetIterator<DataSet> batches = new ListDataSetIterator<>(training.asList(), 30);
        for (int epoch = 0; epoch < 60; epoch++) {
            network.fit(batches);
        }
        ModelSerializer.writeModel(network, ControlCharts.MODEL.toFile(), false);
        ModelSerializer.addNormalizerToModel(ControlCharts.MODEL.toFile(), normalizer);

        DataSet test = ControlCharts.test();
        normalizer.transform(test);
        double accuracy = network.evaluate(new ListDataSetIterator<>(test.asList())).accuracy();
        LOGGER.info("Accuracy on {} other charts: {}", test.numExamples(), accuracy);
    }

    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(new LSTM.Builder().nOut(16).activation(Activation.TANH).build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(ControlCharts.CLASSES.size())
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(1, ControlCharts.STEPS))
                .build();
    }
}
