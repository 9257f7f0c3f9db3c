package org.robustness4j.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.AffineNormalization;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Input gradients of a classifier of sequences with 64 LSTM units: those that are attacked, and those of DL4J's own
 * layers. The counter {@code gradients} is what one second gives.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecurrentBenchmark {

    private static final int CHANNELS = 9;
    private static final int STEPS = 100;
    private static final int CLASSES = 6;

    /** How many gradients were computed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public double gradients;
    }

    /** A batch and a network for each thread. */
    @State(Scope.Thread)
    public static class Sequences {

        @Param({"32"})
        public int batch;

        private final InputShape shape = new InputShape(Layout.NCW, CHANNELS, 1, STEPS);
        private final MultiLayerNetwork network = network();
        private final DifferentiableClassifier compiled =
                (DifferentiableClassifier) Dl4jNetwork.of(network).classifier(shape);
        private final DifferentiableClassifier layers =
                new LayerwiseClassifier(LogitsGraph.forInference(network), AffineNormalization.none(), shape);

        private static MultiLayerNetwork network() {
            MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(1)
                    .list()
                    .layer(new LSTM.Builder()
                            .nOut(64)
                            .activation(Activation.TANH)
                            .build())
                    .layer(new GlobalPoolingLayer(PoolingType.AVG))
                    .layer(new OutputLayer.Builder()
                            .nOut(CLASSES)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .setInputType(InputType.recurrent(CHANNELS, STEPS))
                    .build());
            network.init();
            return network;
        }

        private Matrix gradient(DifferentiableClassifier classifier) {
            try (ForwardPass pass = classifier.forward(values(CHANNELS * STEPS))) {
                return pass.backward(values(CLASSES));
            }
        }

        private Matrix values(int columns) {
            SplittableRandom random = new SplittableRandom(columns);
            float[] values = new float[batch * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            return new Matrix(batch, columns, values);
        }
    }

    /** This library's. */
    @Benchmark
    public Matrix compiled(Sequences state, Counter counter) {
        counter.gradients += state.batch;
        return state.gradient(state.compiled);
    }

    /** Through DL4J's own layers. */
    @Benchmark
    public Matrix layersOfDl4j(Sequences state, Counter counter) {
        counter.gradients += state.batch;
        return state.gradient(state.layers);
    }
}
