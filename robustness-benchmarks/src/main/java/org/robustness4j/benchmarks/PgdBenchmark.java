package org.robustness4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole attacks on the reference networks, by number of workers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class PgdBenchmark {

    private static final Logger LOG = LoggerFactory.getLogger(PgdBenchmark.class);
    private static final Domain PIXELS = Domain.range(0, 1);

    @Param({"1", "2"})
    public int workers;

    private final Samples digits = ReferenceData.mnist(1000);
    private final Samples flatDigits = new Samples(InputShape.flat(784), digits.inputs(), labels(digits));
    private final Samples photographs = ReferenceData.cifar(500);
    private final Classifier cnn = Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(digits.shape());
    private final Classifier resnet = ReferenceModels.cifarResnet().classifier(photographs.shape());
    private final Classifier dense = Dl4jNetwork.of(denseNetwork()).classifier(flatDigits.shape());
    private String lastOutcome = "";

    private static int[] labels(Samples samples) {
        int[] labels = new int[samples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = samples.label(i);
        }
        return labels;
    }

    /** Three layers of 1,000, untrained: for speed alone. */
    private static MultiLayerNetwork denseNetwork() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new NoOp())
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(1000).build())
                .layer(new DenseLayer.Builder().nOut(1000).build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(784))
                .build());
        network.init();
        return network;
    }

    private AttackRun run(Attack attack, Classifier classifier, Samples samples, double epsilon) {
        AttackRun run = attack.run(
                classifier, samples, ThreatModel.untargeted(Norm.LINF, epsilon, PIXELS), new RunOptions(1, workers));
        long broken = run.candidates().stream().filter(Candidate::claimed).count();
        lastOutcome = "robust accuracy " + (samples.size() - broken) / (double) samples.size() + ", "
                + run.gradientEvaluations() + " gradients, " + run.forwardEvaluations() + " forward evaluations";
        return run;
    }

    /** PGD, 40 steps of 0.01 at epsilon 0.1 from one random point, on the first 1,000 MNIST test images. */
    @Benchmark
    public AttackRun pgd40() {
        return run(new Pgd(40, StepSize.of(0.01), 1), cnn, digits, 0.1);
    }

    /** BIM, 40 steps at epsilon 2/255, on the first 500 CIFAR-10 test images. */
    @Benchmark
    public AttackRun resnet() {
        return run(new Bim(), resnet, photographs, 2 / 255.0);
    }

    /** One step at epsilon 0.1 on the first 1,000 MNIST test images. */
    @Benchmark
    public AttackRun fgsm() {
        return run(new Fgsm(), cnn, digits, 0.1);
    }

    /** PGD as above on a dense network of 1.8 million weights. */
    @Benchmark
    public AttackRun dense() {
        return run(new Pgd(40, StepSize.of(0.01), 1), dense, flatDigits, 0.001);
    }

    /** Shows what the last attack achieved. */
    @TearDown
    public void report() {
        LOG.info(lastOutcome);
    }
}
