package org.robustness4j.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

/**
 * Input gradients of the reference MNIST network, by batch size; the counter {@code gradients} is what one second
 * gives. Run with {@code -t 2} for two workers.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GradientBenchmark {

    /** Multiplications and additions of one forward and one backward pass: convolutions, then dense layers. */
    private static final double OPERATIONS_PER_GRADIENT =
            2 * 2.0 * (576 * 10 * 25 + 64 * 20 * 250 + 320 * 100 + 100 * 10);

    private static final int SQUARE = 1024;

    /** How many gradients were computed, or could have been. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public double gradients;
    }

    /** A batch and a network for each thread. */
    @State(Scope.Thread)
    public static class Batch {

        @Param({"1", "16", "64", "128", "256"})
        public int batch;

        private Matrix images = new Matrix(0, 1, new float[0]);
        private Matrix upstream = new Matrix(0, 1, new float[0]);
        private MultiLayerNetwork network = ReferenceModels.mnistCnn();
        private DifferentiableClassifier compiled;
        private INDArray input = Nd4j.empty();
        private INDArray labels = Nd4j.empty();

        public Batch() {
            Samples samples = ReferenceData.mnist(1);
            compiled = (DifferentiableClassifier) Dl4jNetwork.of(network).classifier(samples.shape());
        }

        @Setup
        public void prepare() {
            Samples samples = ReferenceData.mnist(batch);
            images = samples.inputs();
            float[] direction = new float[10 * batch];
            labels = Nd4j.zeros(batch, 10);
            for (int i = 0; i < batch; i++) {
                direction[10 * i + samples.label(i)] = -1;
                labels.putScalar(i, samples.label(i), 1);
            }
            upstream = new Matrix(batch, 10, direction);
            input = Nd4j.createFromArray(images.values()).reshape(batch, 1, 28, 28);
        }
    }

    /** Photographs and a residual network for each thread. */
    @State(Scope.Thread)
    public static class Photographs {

        private static final int BATCH = 64;

        private final Samples samples = ReferenceData.cifar(BATCH);
        private final DifferentiableClassifier resnet =
                (DifferentiableClassifier) ReferenceModels.cifarResnet().classifier(samples.shape());
        private final Matrix upstream = new Matrix(BATCH, 10, filled(10 * BATCH));

        private static float[] filled(int count) {
            float[] values = new float[count];
            Arrays.fill(values, 0.1f);
            return values;
        }
    }

    /** Two square matrices. */
    @State(Scope.Thread)
    public static class Square {
        private final INDArray left = Nd4j.rand(SQUARE, SQUARE);
        private final INDArray right = Nd4j.rand(SQUARE, SQUARE);
        private final INDArray product = Nd4j.create(SQUARE, SQUARE);
    }

    /** This library's gradient of a function of the logits. */
    @Benchmark
    public Matrix compiled(Batch state, Counter counter) {
        counter.gradients += state.batch;
        try (ForwardPass pass = state.compiled.forward(state.images)) {
            return pass.backward(state.upstream);
        }
    }

    /** The same for the residual network on 64 photographs. */
    @Benchmark
    public Matrix resnet(Photographs state, Counter counter) {
        counter.gradients += Photographs.BATCH;
        try (ForwardPass pass = state.resnet.forward(state.samples.inputs())) {
            return pass.backward(state.upstream);
        }
    }

    /** DL4J's own: in training mode, and with the gradients of the parameters. */
    @Benchmark
    public INDArray dl4j(Batch state, Counter counter) {
        counter.gradients += state.batch;
        return state.network
                .calculateGradients(state.input, state.labels, null, null)
                .getSecond();
    }

    /** As many gradients as would take the operations of one product of large square matrices. */
    @Benchmark
    public INDArray sgemmBound(Square state, Counter counter) {
        counter.gradients += 2.0 * SQUARE * SQUARE * SQUARE / OPERATIONS_PER_GRADIENT;
        return Nd4j.gemm(state.left, state.right, state.product, false, false, 1, 0);
    }
}
