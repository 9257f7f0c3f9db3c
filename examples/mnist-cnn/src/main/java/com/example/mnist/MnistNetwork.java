package com.example.mnist;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** The networks of this example: the one under test, and a deeper one to compare it with. */
public enum MnistNetwork {
    /** Two convolutions of 5x5 with 10 and 20 filters, each followed by max pooling; dense 100; softmax. */
    SHALLOW(10) {
        @Override
        NeuralNetConfiguration.ListBuilder layers(NeuralNetConfiguration.ListBuilder list) {
            return list.layer(convolution(5, 10))
                    .layer(maxPooling())
                    .layer(convolution(5, 20))
                    .layer(maxPooling());
        }
    },
    /** Four convolutions of 3x3 with 16, 16, 32 and 32 filters, max pooling after each two; dense 100; softmax. */
    DEEP(4) {
        @Override
        NeuralNetConfiguration.ListBuilder layers(NeuralNetConfiguration.ListBuilder list) {
            return list.layer(convolution(3, 16))
                    .layer(convolution(3, 16))
                    .layer(maxPooling())
                    .layer(convolution(3, 32))
                    .layer(convolution(3, 32))
                    .layer(maxPooling());
        }
    };

    /** The seed of weights and of the order of the training images. */
    static final int SEED = 20;

    private final int epochs;

    MnistNetwork(int epochs) {
        this.epochs = epochs;
    }

    abstract NeuralNetConfiguration.ListBuilder layers(NeuralNetConfiguration.ListBuilder list);

    int epochs() {
        return epochs;
    }

    MultiLayerConfiguration configuration() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new RmsProp(new StepSchedule(ScheduleType.EPOCH, 1e-3, 0.5, 3)))
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list();
        return layers(list)
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
    }

    private static ConvolutionLayer convolution(int size, int filters) {
        return new ConvolutionLayer.Builder(size, size).nOut(filters).build();
    }

    private static SubsamplingLayer maxPooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
