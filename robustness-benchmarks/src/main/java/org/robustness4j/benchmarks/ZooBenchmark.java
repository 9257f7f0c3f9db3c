package org.robustness4j.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;
import org.robustness4j.model.internal.network.Network;

/**
 * Input gradients of networks of 224 x 224 pixels, in plain Java, or, with {@code -jvmArgsPrepend "--add-modules
 * jdk.incubator.vector"}, by the Vector API. {@code compare/compare_zoo.py} sets them beside PyTorch's.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx8g")
@Warmup(iterations = 3, time = 6)
@Measurement(iterations = 5, time = 6)
public class ZooBenchmark {

    private static final long MEMORY = 1L << 30;

    /** How many gradients were computed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public double gradients;
    }

    /** A batch and a network. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // set by JMH before each run
    public static class Pictures {

        @Param({"SQUEEZENET", "DARKNET19", "RESNET50", "VGG16"})
        public ZooNetworks network;

        @Param({"8"})
        public int batch;

        private DifferentiableClassifier classifier;
        private Matrix pictures;
        private Matrix upstream;

        /** Compiles the network. */
        @Setup
        public void compile() {
            Network zoo = network.network();
            classifier = new CompiledBackend().compile(zoo).withMemory(MEMORY);
            Random random = new Random(2);
            float[] values = new float[Matrix.size(batch, zoo.input().size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            pictures = new Matrix(batch, zoo.input().size(), values);
            float[] first = new float[batch * zoo.outputs()];
            for (int i = 0; i < batch; i++) {
                first[i * zoo.outputs()] = 1;
            }
            upstream = new Matrix(batch, zoo.outputs(), first);
        }
    }

    /** This library's. */
    @Benchmark
    public Matrix gradients(Pictures state, Counter counter) {
        counter.gradients += state.batch;
        try (ForwardPass pass = state.classifier.forward(state.pictures)) {
            return pass.backward(state.upstream);
        }
    }
}
