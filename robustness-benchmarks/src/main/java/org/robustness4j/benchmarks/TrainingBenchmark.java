package org.robustness4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.data.Samples;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.GradientRegularization;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.Hardening;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;

/** An epoch of 6,000 digits in batches of 64, on the reference network with Adam: a tenth of one of MNIST. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class TrainingBenchmark {

    private static final int SAMPLES = 6_000;
    private static final int BATCH = 64;
    private static final Perturbation.Ball BALL = new Perturbation.Ball(Norm.LINF, 0.1);

    private final Samples samples = ReferenceData.mnist(SAMPLES);
    private final MultiLayerNetwork network = network();
    private final List<DataSet> batches = batches();

    /** DL4J's own training, without attacks. */
    @Benchmark
    public MultiLayerNetwork fit() {
        for (DataSet batch : batches) {
            network.fit(batch);
        }
        return network;
    }

    /** The same steps by compiled gradients, with a penalty of weight 0. */
    @Benchmark
    public HardenedModel plainSteps() {
        return harden(new GradientRegularization(0));
    }

    /** Adversarial training with one step. */
    @Benchmark
    public HardenedModel fgsm() {
        return harden(AdversarialTraining.fast());
    }

    /** Adversarial training with PGD of 7 steps. */
    @Benchmark
    public HardenedModel pgd7() {
        return harden(new AdversarialTraining());
    }

    /** A penalty on input gradients. */
    @Benchmark
    public HardenedModel gradientRegularization() {
        return harden(new GradientRegularization(1, 0.05));
    }

    /** Nothing is held out, so that the time is that of the steps and one checkpoint. */
    private HardenedModel harden(HardeningMethod method) {
        try {
            Path folder = Files.createTempDirectory("hardening");
            try {
                return new Hardening(
                                BALL,
                                method,
                                TrainingOptions.epochs(1)
                                        .batchSize(BATCH)
                                        .holdOut(0)
                                        .workers(2))
                        .harden(TestedModel.of(network).range(0, 1), samples, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of a training cannot be made or deleted", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.forEach(files::add);
        }
        Collections.reverse(files);
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private List<DataSet> batches() {
        INDArray labels = Nd4j.zeros(SAMPLES, 10);
        for (int i = 0; i < SAMPLES; i++) {
            labels.putScalar(i, samples.label(i), 1);
        }
        INDArray inputs = Nd4j.createFromArray(samples.inputs().values())
                .reshape('c', samples.shape().batch(SAMPLES));
        List<DataSet> batches = new DataSet(inputs, labels).batchBy(BATCH);
        Collections.shuffle(batches, new Random(1));
        return batches;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(10).build())
                .layer(maxPooling())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                .layer(maxPooling())
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        network.setParams(ReferenceModels.mnistCnn().params());
        return network;
    }

    private static SubsamplingLayer maxPooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }
}
