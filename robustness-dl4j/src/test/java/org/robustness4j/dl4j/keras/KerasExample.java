package org.robustness4j.dl4j.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.dl4j.keras.Hdf5Writer.Group;

/**
 * Makes the model of {@code examples/keras-import}: trained by DL4J on the stripes of that example, and written as Keras
 * 2 does. Run with the path of the file.
 */
public final class KerasExample {

    private static final int SIZE = 8;
    private static final int FILTERS = 4;
    private static final int CLASSES = 3;

    private KerasExample() {}

    /** Trains, writes, and holds what DL4J imports of it to what was trained. */
    public static void main(String[] args) throws IOException {
        MultiLayerNetwork network = trained();
        Path file = Path.of(args[0]);
        Files.write(file, Hdf5Writer.write(keras(network)));
        DataSet test = stripes(60, 2);
        INDArray samples = test.getFeatures();
        INDArray right =
                network.output(samples, false).argMax(1).eq(test.getLabels().argMax(1));
        if (!right.all()) {
            throw new IllegalStateException("The network is not trained well: " + right);
        }
        INDArray imported =
                ((MultiLayerNetwork) new KerasFile(file, false).read().network()).output(samples, false);
        double difference =
                imported.sub(network.output(samples, false)).amaxNumber().doubleValue();
        if (!(difference < 1e-5)) {
            throw new IllegalStateException("The imported network differs by " + difference);
        }
    }

    private static MultiLayerNetwork trained() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(FILTERS)
                        .activation(Activation.TANH)
                        .dataFormat(CNN2DFormat.NHWC)
                        .build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .dataFormat(CNN2DFormat.NHWC)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIZE, SIZE, 1, CNN2DFormat.NHWC))
                .build());
        network.init();
        DataSet training = stripes(300, 1);
        for (int step = 0; step < 400; step++) {
            network.fit(training);
        }
        return network;
    }

    /** As {@code com.example.keras.Stripes} makes them. */
    static DataSet stripes(int count, long seed) {
        Random random = new Random(seed);
        INDArray images = Nd4j.create(count, SIZE, SIZE, 1);
        INDArray labels = Nd4j.create(count, CLASSES);
        for (int image = 0; image < count; image++) {
            int kind = image % CLASSES;
            double phase = random.nextDouble();
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    int along = kind == 0 ? y : kind == 1 ? x : x + y;
                    double value = 0.5 + 0.3 * Math.sin(2 * Math.PI * (phase + along / 4.0));
                    images.putScalar(new int[] {image, y, x, 0}, value + 0.2 * (random.nextDouble() - 0.5));
                }
            }
            labels.putScalar(image, kind, 1);
        }
        return new DataSet(images, labels);
    }

    private static Group keras(MultiLayerNetwork network) {
        Group file = KerasModels.file(KerasModels.sequential(
                        KerasModels.layer(
                                "Conv2D",
                                "conv",
                                KerasModels.CONVOLUTION.formatted("[null, 8, 8, 1]", FILTERS, "[3, 3]", "tanh")),
                        KerasModels.layer(
                                "MaxPooling2D",
                                "pool",
                                "\"pool_size\": [2, 2], \"strides\": [2, 2], \"padding\": \"valid\", \"data_format\": \"channels_last\""),
                        KerasModels.layer("Flatten", "flatten", "\"data_format\": \"channels_last\""),
                        KerasModels.dense("out", CLASSES, "softmax", "")))
                .text(
                        "training_config",
                        "{\"loss\": \"categorical_crossentropy\", \"metrics\": [\"accuracy\"], \"optimizer_config\": {\"class_name\": \"Adam\", \"config\": {\"name\": \"Adam\", \"lr\": 0.01, \"learning_rate\": 0.01, \"beta_1\": 0.9, \"beta_2\": 0.999, \"epsilon\": 1e-07, \"decay\": 0.0, \"amsgrad\": false}}}");
        INDArray kernel = network.getLayer(0).getParam("W").permute(2, 3, 1, 0).dup('c');
        add(file, "conv", kernel, network.getLayer(0).getParam("b"));
        add(
                file,
                "out",
                network.getLayer(2).getParam("W").dup('c'),
                network.getLayer(2).getParam("b"));
        file.group("model_weights").texts("layer_names", "conv", "pool", "flatten", "out");
        file.group("model_weights").group("pool").texts("weight_names");
        file.group("model_weights").group("flatten").texts("weight_names");
        return file;
    }

    private static void add(Group file, String layer, INDArray kernel, INDArray bias) {
        KerasModels.weights(
                file,
                layer,
                new String[] {"kernel", "bias"},
                new float[][] {
                    kernel.reshape('c', new long[] {kernel.length()}).toFloatVector(),
                    bias.reshape('c', new long[] {bias.length()}).toFloatVector()
                },
                new long[][] {kernel.shape(), {bias.length()}});
    }
}
