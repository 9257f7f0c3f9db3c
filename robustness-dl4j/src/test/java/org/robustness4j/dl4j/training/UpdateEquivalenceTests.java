package org.robustness4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.data.BatchArrays;
import org.robustness4j.model.internal.TrainableModel;
import org.robustness4j.model.internal.TrainingPass;

/** A step along the gradient of the cross-entropy is the step that DL4J's {@code fit} makes. */
class UpdateEquivalenceTests {

    private static final InputShape SHAPE = InputShape.ofBatch(new long[] {1, 1, 8, 8}, false);
    private static final int CLASSES = 3;
    private static final int STEPS = 6;

    record Subject(String name, Model network, String trainedBy) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject> networks() {
        return Stream.of(
                new Subject("plain steps", convolutional(new Sgd(0.1), DataType.FLOAT), "compiled"),
                new Subject("Adam", convolutional(new Adam(0.01), DataType.FLOAT), "compiled"),
                new Subject("Nesterov momentum", convolutional(new Nesterovs(0.05, 0.9), DataType.FLOAT), "compiled"),
                new Subject(
                        "a schedule",
                        convolutional(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.01, 0.5, 2)), DataType.FLOAT),
                        "compiled"),
                new Subject("float64", convolutional(new RmsProp(0.01), DataType.DOUBLE), "layers of DL4J"),
                new Subject("a graph", graph(), "compiled"),
                new Subject("clipping, decay and constraints", restrained(), "compiled"),
                new Subject("batch normalisation", normalized(), "layers of DL4J"),
                new Subject(
                        "a frozen layer",
                        new TransferLearning.Builder(convolutional(new Adam(0.01), DataType.FLOAT))
                                .setFeatureExtractor(1)
                                .build(),
                        "compiled"),
                new Subject(
                        "a frozen layer of a graph",
                        new TransferLearning.GraphBuilder(graph())
                                .setFeatureExtractor("a")
                                .build(),
                        "compiled"),
                new Subject("one sigmoid", binary(), "compiled"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void stepsAreThoseOfFit(Subject subject) {
        int classes = subject.name().equals("one sigmoid") ? 2 : CLASSES;
        Model fitted = copy(subject.network());
        INDArray before = subject.network().params().dup();
        try (TrainableModel trained = Dl4jNetwork.of(subject.network()).trainable(SHAPE, 1, 2)) {
            assertThat(trained.trainedBy()).isEqualTo(subject.trainedBy());
            for (int step = 0; step < STEPS; step++) {
                Batch batch = Batch.random(step, classes);
                fit(fitted, batch.dataSet(fitted.params().dataType()));
                step(trained, batch);
            }
            Model result = ((Dl4jTraining) trained).network();
            double size = fitted.params().sub(before).norm2Number().doubleValue();
            assertThat(size).isGreaterThan(0.01);
            assertThat(result.params().sub(fitted.params()).norm2Number().doubleValue() / size)
                    .isLessThan(subject.name().equals("Adam") ? 2e-3 : 1e-3);
            assertThat(subject.network().params()).isEqualTo(before);
        }
    }

    @Test
    void frozenLayersStayAsTheyAre() {
        MultiLayerNetwork original = convolutional(new Adam(0.01), DataType.FLOAT);
        MultiLayerNetwork frozen =
                new TransferLearning.Builder(original).setFeatureExtractor(1).build();
        try (TrainableModel trained = Dl4jNetwork.of(frozen).trainable(SHAPE, 1, 1)) {
            step(trained, Batch.random(1, CLASSES));
            Model result = ((Dl4jTraining) trained).network();
            long kept = frozen.getLayer(0).numParams();
            assertThat(result.params().toFloatVector()).startsWith(first(frozen.params(), kept));
            assertThat(result.params()).isNotEqualTo(frozen.params());
        }
    }

    private static float[] first(INDArray parameters, long count) {
        return Arrays.copyOf(parameters.toFloatVector(), Math.toIntExact(count));
    }

    private static void fit(Model network, DataSet batch) {
        if (network instanceof ComputationGraph graph) {
            graph.fit(batch);
        } else {
            ((MultiLayerNetwork) network).fit(batch);
        }
    }

    private static Model copy(Model network) {
        return network instanceof ComputationGraph graph ? graph.clone() : ((MultiLayerNetwork) network).clone();
    }

    private static void step(TrainableModel model, Batch batch) {
        TrainingPass pass = model.forward(batch.inputs());
        Matrix logits = pass.logits();
        float[] upstream = new float[logits.values().length];
        for (int i = 0; i < logits.rows(); i++) {
            double sum = 0;
            for (int j = 0; j < logits.columns(); j++) {
                sum += Math.exp(logits.get(i, j));
            }
            for (int j = 0; j < logits.columns(); j++) {
                upstream[i * logits.columns() + j] =
                        (float) (Math.exp(logits.get(i, j)) / sum - (batch.labels()[i] == j ? 1 : 0));
            }
        }
        pass.backward(new Matrix(logits.rows(), logits.columns(), upstream));
        model.update(logits.rows());
    }

    @SuppressWarnings("ArrayRecordComponent") // a batch that nobody compares
    private record Batch(Matrix inputs, int[] labels, int classes) {

        static Batch random(int seed, int classes) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = 40;
            float[] values = new float[rows * SHAPE.features()];
            int[] labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                labels[i] = random.nextInt(classes);
                for (int j = 0; j < SHAPE.features(); j++) {
                    values[i * SHAPE.features() + j] = (float) (random.nextDouble() + (j / 8 == labels[i] ? 0.5 : 0));
                }
            }
            return new Batch(new Matrix(rows, SHAPE.features(), values), labels, classes);
        }

        DataSet dataSet(DataType type) {
            INDArray targets = classes == 2
                    ? Nd4j.createFromArray(labels).castTo(type).reshape(labels.length, 1)
                    : Nd4j.zeros(type, labels.length, classes);
            for (int i = 0; classes > 2 && i < labels.length; i++) {
                targets.putScalar(i, labels[i], 1);
            }
            return new DataSet(new BatchArrays(SHAPE, type).toArray(inputs), targets);
        }
    }

    private static NeuralNetConfiguration.Builder configuration(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(7).updater(updater).activation(Activation.RELU);
    }

    private static MultiLayerNetwork convolutional(IUpdater updater, DataType type) {
        return initialised(configuration(updater)
                .dataType(type)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder().nOut(10).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    }

    private static MultiLayerNetwork restrained() {
        return initialised(configuration(new Nesterovs(0.1, 0.9))
                .l2(0.01)
                .weightDecay(0.02)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.1)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(12)
                        .constrainWeights(new MaxNormConstraint(0.5, 1))
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    }

    private static MultiLayerNetwork normalized() {
        return initialised(configuration(new Sgd(0.05))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder().build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    }

    private static MultiLayerNetwork binary() {
        return initialised(configuration(new Sgd(0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    }

    private static ComputationGraph graph() {
        ComputationGraph graph = new ComputationGraph(configuration(new Adam(0.01))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer("a", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "image")
                .addLayer(
                        "b",
                        new ConvolutionLayer.Builder(5, 5).padding(1, 1).nOut(3).build(),
                        "image")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "both")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    private static MultiLayerNetwork initialised(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
