package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.minimal.Ddn;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.hardening.HardenedModel.EpochRecord;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

class HardeningTests {

    private static final Perturbation.Ball BALL = new Perturbation.Ball(Norm.LINF, 0.1);

    @TempDir
    private Path folder;

    @Test
    void adversarialTrainingRaisesRobustAccuracyOnSamplesItDidNotSee() throws IOException {
        MultiLayerNetwork network = referenceCnn();
        INDArray before = network.params().dup();
        Samples all = ReferenceData.mnist(3_300);
        Samples unseen = all.where(i -> i >= 3_000);

        HardenedModel hardened = harden(
                network,
                new AdversarialTraining(),
                TrainingOptions.epochs(2).workers(2).seed(3),
                all.where(i -> i < 3_000),
                "raised");

        assertThat(robustAccuracy(hardened.model(), unseen))
                .isGreaterThan(robustAccuracy(tested(network), unseen) + 0.1);
        assertThat(network.params()).isEqualTo(before);
        assertThat(hardened.trainedBy()).isEqualTo("compiled");
        MultiLayerNetwork loaded =
                ModelSerializer.restoreMultiLayerNetwork(hardened.file().toFile(), true);
        assertThat(loaded.params()).isNotEqualTo(before);
        assertThat(loaded.getUpdater(false)).isNotNull();
        assertThat(loaded.getIterationCount()).isEqualTo(hardened.bestEpoch() * 43);
    }

    /** A seed and the samples decide, not the threads; an interrupted training ends where an unbroken one does. */
    @ParameterizedTest
    @MethodSource("methodsAndNetworks")
    void theResultIsAFunctionOfTheSeed(String name, HardeningMethod method, MultiLayerNetwork network)
            throws IOException {
        Samples training = ReferenceData.mnist(300);
        TrainingOptions options = TrainingOptions.epochs(3).seed(5);

        float[] once = parameters(harden(network, method, options, training, "once"));
        float[] parallel = parameters(harden(network, method, options.workers(3), training, "parallel"));
        float[] resumed = parameters(resumed(network, method, options, training));

        assertThat(parallel).as("with three workers: " + name).containsExactly(once);
        assertThat(resumed).as("in two parts: " + name).containsExactly(once);
    }

    static Stream<Arguments> methodsAndNetworks() {
        return Stream.of(
                Arguments.of("PGD", new AdversarialTraining(), dense(0)),
                Arguments.of(
                        "half the batch, epsilon growing",
                        AdversarialTraining.fast().share(0.5).warmUp(2),
                        dense(0)),
                Arguments.of(
                        "TRADES with a penalty",
                        new AdversarialTraining().trades(2).regularizedBy(new GradientRegularization(0.1)),
                        dense(0)),
                Arguments.of("a penalty", new GradientRegularization(0.5), dense(0)),
                Arguments.of("dropout", AdversarialTraining.fast(), dense(0.7)),
                Arguments.of("batch normalisation", AdversarialTraining.fast(), normalized()));
    }

    @Test
    void fromScratchTheWeightsDoNotMatter() throws IOException {
        Samples training = ReferenceData.mnist(200);
        TrainingOptions options = TrainingOptions.epochs(1).fromScratch();
        MultiLayerNetwork trained = dense(0);
        trained.params().muli(3);

        float[] fromTrained = parameters(harden(trained, AdversarialTraining.fast(), options, training, "trained"));
        float[] fromNew =
                parameters(harden(dense(0), AdversarialTraining.fast(), TrainingOptions.epochs(1), training, "new"));

        assertThat(fromTrained).containsExactly(fromNew);
    }

    /** Cancelled in the middle of the second epoch, and run again. */
    private HardenedModel resumed(
            MultiLayerNetwork network, HardeningMethod method, TrainingOptions options, Samples training) {
        TrainingMonitor impatient = new TrainingMonitor() {
            private long steps;

            @Override
            public void stepped(long done, long total) {
                steps = done;
            }

            @Override
            public boolean isCancelled() {
                return steps == 7;
            }
        };
        Hardening hardening = new Hardening(BALL, method, options);
        assertThatThrownBy(() -> hardening.harden(tested(network), training, folder.resolve("resumed"), impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("resumed/epoch-0001.zip")).exists();
        return hardening.harden(tested(network), training, folder.resolve("resumed"));
    }

    @Test
    @Timeout(120)
    void aTrainingThatIsKilledGoesOnToTheSameResult() throws IOException, InterruptedException {
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTraining.class.getName(),
                        killed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            while (!Files.exists(killed.resolve("epoch-0002.zip")) && process.isAlive()) {
                Thread.sleep(5);
            }
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("output.txt")))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(killed.resolve("hardened.zip")).doesNotExist();

        float[] resumed = parameters(KilledTraining.run(killed));

        assertThat(resumed).containsExactly(parameters(KilledTraining.run(folder.resolve("unbroken"))));
    }

    @Test
    void aFinishedTrainingIsNotRunAgain() {
        Samples training = ReferenceData.mnist(200);
        TrainingOptions options = TrainingOptions.epochs(2);
        MultiLayerNetwork network = dense(0);
        HardenedModel first = harden(network, AdversarialTraining.fast(), options, training, "same");

        List<EpochRecord> again = new ArrayList<>();
        HardenedModel second = new Hardening(BALL, AdversarialTraining.fast(), options)
                .harden(tested(network), training, folder.resolve("same"), new TrainingMonitor() {
                    @Override
                    public void finished(EpochRecord epoch) {
                        again.add(epoch);
                    }
                });

        assertThat(again).isEmpty();
        assertThat(second.epochs()).isEqualTo(first.epochs());
    }

    @Test
    void onlyTheBestAndTheLastCheckpointAreKept() throws IOException {
        HardenedModel hardened = harden(
                dense(0), AdversarialTraining.fast(), TrainingOptions.epochs(5), ReferenceData.mnist(300), "kept");

        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(
                                    ".lock",
                                    "training.json",
                                    "hardened.zip",
                                    "epoch-0005.zip",
                                    "epoch-000" + hardened.bestEpoch() + ".zip")
                            .distinct()
                            .toList());
        }
        assertThat(hardened.epochs()).hasSize(5).allSatisfy(epoch -> assertThat(epoch.robustAccuracy())
                .isLessThanOrEqualTo(bestRobust(hardened)));
    }

    private static double bestRobust(HardenedModel hardened) {
        Double robust = hardened.epochs().get(hardened.bestEpoch() - 1).robustAccuracy();
        return robust == null ? -1 : robust;
    }

    @Test
    void trainingThatDivergesSaysWhereAndKeepsTheLastGoodModel() {
        LearningRateSchedule exploding = new LearningRateSchedule() {
            @Override
            public double at(double progress) {
                return progress < 0.5 ? 1e-3 : 1e38;
            }

            @Override
            public String description() {
                return "exploding";
            }
        };
        TrainingOptions options = TrainingOptions.epochs(2).learningRate(exploding);

        assertThatThrownBy(() ->
                        harden(dense(0), AdversarialTraining.fast(), options, ReferenceData.mnist(200), "diverging"))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("of epoch 2")
                .hasMessageContaining("epoch-0001.zip");
        assertThat(TestedModel.of(folder.resolve("diverging/epoch-0001.zip"))
                        .range(0, 1)
                        .name())
                .isEqualTo("MultiLayerNetwork");
    }

    @Test
    void mistakesAreNamed() {
        Samples training = ReferenceData.mnist(100);
        TrainingOptions options = TrainingOptions.epochs(1);
        assertThatThrownBy(() -> harden(dense(0), new AdversarialTraining(), options, training.where(i -> false), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There are no training samples");
        assertThatThrownBy(() -> new Perturbation.Ball(Norm.LINF, 0)).hasMessageContaining("8 / 255.0");
        assertThatThrownBy(() -> new Hardening(BALL, new AdversarialTraining(), options)
                        .harden(TestedModel.of(dense(0)), training, folder))
                .hasMessageContaining("is not declared");
        assertThatThrownBy(() -> harden(dense(0.5), new GradientRegularization(1), options, training, "b"))
                .hasMessageContaining("Dropout in layer");
        assertThatThrownBy(() -> new AdversarialTraining().attackedBy(new Ddn()))
                .hasMessageContaining("does not search a ball");
        assertThatThrownBy(() -> harden(ReferenceModels.mnistCnn(), new AdversarialTraining(), options, training, "c"))
                .hasMessageContaining("has no updater");
        assertThatThrownBy(() -> new GradientRegularization(-1)).hasMessageContaining("from 0, but is -1.0");
        assertThatThrownBy(() -> new AdversarialTraining().share(0)).hasMessageContaining("at most 1, but is 0.0");
        assertThatThrownBy(() -> TrainingOptions.epochs(0)).hasMessageContaining("at least 1, but is 0");
        assertThatThrownBy(() -> LearningRateSchedule.constant(0)).hasMessageContaining("positive number, but is 0.0");
    }

    @Test
    void aFolderOfAnotherTrainingIsNotGoneOnWith() {
        Samples training = ReferenceData.mnist(100);
        harden(dense(0), AdversarialTraining.fast(), TrainingOptions.epochs(1), training, "taken");

        assertThatThrownBy(() -> harden(
                        dense(0),
                        AdversarialTraining.fast(),
                        TrainingOptions.epochs(1).seed(9),
                        training,
                        "taken"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed 1 instead of 9")
                .hasMessageContaining("delete the folder");
    }

    @Test
    void settingsThatOneTrainingHasAndTheOtherHasNotTellThemApart() {
        Samples training = ReferenceData.mnist(100);
        TrainingOptions options = TrainingOptions.epochs(1);
        AdversarialTraining plain = AdversarialTraining.fast();
        harden(dense(0), plain.regularizedBy(new GradientRegularization(1)), options, training, "penalized");

        assertThatThrownBy(() -> harden(dense(0), plain, options, training, "penalized"))
                .hasMessageContaining("with h 0.1 instead of none");
        assertThat(new Hardening(BALL, plain, options).folderName(tested(dense(0)), training))
                .isNotEqualTo(new Hardening(BALL, plain, options)
                        .folderName(
                                TestedModel.of(Dl4jNetwork.of(dense(0), new ImagePreProcessingScaler(0, 1, 1)))
                                        .range(0, 1),
                                training));
    }

    @Test
    void validationSamplesAreChecked() {
        Samples training = ReferenceData.mnist(100);

        assertThatThrownBy(() -> harden(
                        dense(0),
                        AdversarialTraining.fast(),
                        TrainingOptions.epochs(1).validatedOn(training.where(i -> i < 20)),
                        training,
                        "seen"))
                .hasMessageContaining("20 of the 20 samples to attack are among the training samples");
    }

    @Test
    void patienceEndsATrainingThatLearnsNothing() {
        HardenedModel hardened = new Hardening(
                        new Perturbation.Ball(Norm.LINF, 1),
                        AdversarialTraining.fast(),
                        TrainingOptions.epochs(6).stopAfter(2))
                .harden(tested(dense(0)), ReferenceData.mnist(200), folder.resolve("hopeless"));

        assertThat(hardened.epochs()).hasSizeLessThan(6);
    }

    @Test
    void theModelKeepsItsOwnLearningRate() throws IOException {
        HardenedModel hardened = harden(
                dense(0),
                AdversarialTraining.fast(),
                TrainingOptions.epochs(1).learningRate(LearningRateSchedule.oneCycle(0.01)),
                ReferenceData.mnist(200),
                "rate");

        assertThat(ModelSerializer.restoreMultiLayerNetwork(hardened.file().toFile())
                        .getLearningRate(0))
                .isEqualTo(1e-3);
    }

    @Test
    void robustAccuracyOnHeldOutSamplesTellsACollapseAndEndsTraining() {
        EpochRecord good = new EpochRecord(1, 1, 0.9, 0.99, 0.8, false, 1);

        assertThat(Training.hasCollapsed(0.65, 0.95, List.of(good), 500)).isFalse();
        assertThat(Training.hasCollapsed(0.55, 0.95, List.of(good), 500)).isTrue();
        assertThat(Training.hasCollapsed(0.55, 0.6, List.of(good), 500))
                .as("it lost its training attack too")
                .isFalse();
        assertThat(Training.hasCollapsed(0.5, 0.95, List.of(good), 10))
                .as("three of ten are noise")
                .isFalse();
    }

    private HardenedModel harden(
            MultiLayerNetwork network, HardeningMethod method, TrainingOptions options, Samples training, String name) {
        return new Hardening(BALL, method, options).harden(tested(network), training, folder.resolve(name));
    }

    private static TestedModel tested(MultiLayerNetwork network) {
        return TestedModel.of(network).range(0, 1);
    }

    private static float[] parameters(HardenedModel hardened) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(hardened.file().toFile())
                .params()
                .toFloatVector();
    }

    private static double robustAccuracy(TestedModel model, Samples samples) {
        return new RobustnessEvaluator(model, samples, RunOptions.seed(9))
                .evaluate(
                        new Pgd(20, StepSize.ofEpsilon(0.25), 2),
                        ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)),
                        RunOptions.seed(9))
                .robustAccuracy()
                .value();
    }

    /** The reference weights under an updater. */
    private static MultiLayerNetwork referenceCnn() {
        MultiLayerNetwork network = initialised(configuration()
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(10).build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder().nOut(100).build())
                .layer(softmax()));
        network.setParams(ReferenceModels.mnistCnn().params());
        return network;
    }

    private static MultiLayerNetwork dense(double retained) {
        DenseLayer.Builder hidden = new DenseLayer.Builder().nOut(24);
        return initialised(configuration()
                .list()
                .layer((retained > 0 ? hidden.dropOut(retained) : hidden).build())
                .layer(softmax()));
    }

    private static MultiLayerNetwork normalized() {
        return initialised(configuration()
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(2).stride(3, 3).build())
                .layer(new BatchNormalization())
                .layer(softmax()));
    }

    private static NeuralNetConfiguration.Builder configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(1e-3))
                .activation(Activation.RELU);
    }

    private static OutputLayer softmax() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork initialised(NeuralNetConfiguration.ListBuilder layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(
                layers.setInputType(InputType.convolutional(28, 28, 1)).build());
        network.init();
        return network;
    }
}
