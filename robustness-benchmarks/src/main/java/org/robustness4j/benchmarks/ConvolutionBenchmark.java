package org.robustness4j.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
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
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.Axis;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Window;

/**
 * One convolution of 64 images and its input gradient: ours, and ND4J's operations on whatever natives are on the
 * classpath. Set {@code OMP_NUM_THREADS=1} to compare single cores.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {

    private static final int IMAGES = 64;

    /** Channels, filters, size of the image, size of the kernel, padding. */
    @Param({"1,10,28,5,0", "10,20,12,5,0", "16,16,32,3,1", "64,64,8,3,1"})
    public String layer = "";

    private DifferentiableClassifier compiled = new CompiledBackend().compile(network(1, 2, 4, 1, 0));
    private Matrix images = new Matrix(0, 1, new float[0]);
    private Matrix upstream = new Matrix(0, 1, new float[0]);
    private INDArray input = Nd4j.empty();
    private INDArray weights = Nd4j.empty();
    private INDArray bias = Nd4j.empty();
    private INDArray output = Nd4j.empty();
    private INDArray gradient = Nd4j.empty();
    private int[] arguments = {};

    /** Prepares both. */
    @Setup
    public void prepare() {
        String[] numbers = layer.split(",", -1);
        int channels = Integer.parseInt(numbers[0]);
        int filters = Integer.parseInt(numbers[1]);
        int size = Integer.parseInt(numbers[2]);
        int kernel = Integer.parseInt(numbers[3]);
        int padding = Integer.parseInt(numbers[4]);
        int result = size + 2 * padding - kernel + 1;
        compiled = new CompiledBackend().compile(network(channels, filters, size, kernel, padding));
        images = new Matrix(IMAGES, channels * size * size, random(IMAGES * channels * size * size));
        upstream = new Matrix(IMAGES, filters, random(IMAGES * filters));
        input = Nd4j.createFromArray(images.values()).reshape(IMAGES, channels, size, size);
        weights = Nd4j.rand(new long[] {filters, channels, kernel, kernel});
        bias = Nd4j.rand(new long[] {filters});
        output = Nd4j.rand(new long[] {IMAGES, filters, result, result});
        gradient = Nd4j.create(IMAGES, channels, size, size);
        arguments = new int[] {kernel, kernel, 1, 1, padding, padding, 1, 1, 0, 0, 1};
    }

    private static Network network(int channels, int filters, int size, int kernel, int padding) {
        Network.Builder builder = new Network.Builder(new FeatureShape(channels, size, size));
        Axis axis = Axis.valid(size, kernel, 1, 1, padding);
        int convolution = builder.add(
                new Convolution(
                        new Window(axis, axis), 1, random(filters * channels * kernel * kernel), random(filters)),
                List.of(0));
        builder.add(new GlobalPooling(Pool.SUM), List.of(convolution));
        return builder.build();
    }

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Ours, with the summation of each channel on top. */
    @Benchmark
    public Matrix compiled() {
        try (ForwardPass pass = compiled.forward(images)) {
            return pass.backward(upstream);
        }
    }

    /** ND4J's {@code conv2d} and {@code deconv2d}, the input gradient for these weights. */
    @Benchmark
    public INDArray nd4j() {
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(input, weights, bias)
                .addOutputs(output)
                .addIntegerArguments(arguments)
                .build());
        Nd4j.exec(DynamicCustomOp.builder("deconv2d")
                .addInputs(output, weights)
                .addOutputs(gradient)
                .addIntegerArguments(arguments)
                .build());
        return gradient;
    }
}
