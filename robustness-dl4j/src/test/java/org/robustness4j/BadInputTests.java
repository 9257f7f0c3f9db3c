package org.robustness4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.NoiseImages;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.DistancePenalty.Reduction;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;
import org.robustness4j.internal.gate.Rule;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/** Every way to get it wrong: the message says what was wrong, the value seen, and what to do. */
class BadInputTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    @TempDir
    Path folder;

    private static DynamicTest bad(String what, ThrowingCallable call, String... parts) {
        return DynamicTest.dynamicTest(what, () -> {
            Throwable failure = catchThrowable(call);
            assertThat(failure).as(what).isNotNull();
            assertThat(failure.getMessage()).contains(parts);
        });
    }

    @TestFactory
    Stream<DynamicTest> modelFiles() throws IOException {
        Path model = folder.resolve("model.zip");
        ModelSerializer.writeModel(network(4, 3), model.toFile(), false);
        byte[] bytes = Files.readAllBytes(model);
        return Stream.of(
                bad("missing", () -> TestedModel.of(folder.resolve("none.zip")), "no model file", "none.zip"),
                bad("a folder", () -> TestedModel.of(folder), "no model file"),
                bad("no zip", () -> TestedModel.of(file("text.zip", "text".getBytes(StandardCharsets.UTF_8))), "not a"),
                bad(
                        "truncated",
                        () -> TestedModel.of(file("short.zip", Arrays.copyOf(bytes, bytes.length / 2))),
                        "not a readable zip",
                        "write the model again"),
                bad("empty", () -> TestedModel.of(file("empty.zip", new byte[0])), "empty.zip"),
                bad(
                        "without a model",
                        () -> TestedModel.of(zip("other.zip", "readme.txt", 10)),
                        "no configuration.json"),
                bad(
                        "a path that climbs out",
                        () -> TestedModel.of(zip("climber.zip", "../../evil.sh", 10)),
                        "'../../evil.sh'",
                        "climbs out"),
                bad(
                        "unpacks to far more than its size",
                        () -> TestedModel.of(zip("bomb.zip", "coefficients.bin", 256L << 20)),
                        "unpacks to more than",
                        "times its size"),
                bad(
                        "a configuration of megabytes",
                        () -> TestedModel.of(zip("long.zip", "configuration.json", 64L << 20)),
                        "configuration.json",
                        "unpacks to more than 16384 KiB"),
                bad("not a model", () -> TestedModel.of("a string"), "java.lang.String", "give a MultiLayerNetwork"));
    }

    @TestFactory
    Stream<DynamicTest> networks() {
        MultiLayerNetwork diverged = network(4, 3);
        diverged.params().putScalar(5, Float.NaN);
        MultiLayerNetwork blank = new MultiLayerNetwork(network(4, 3).getLayerWiseConfigurations());
        return Stream.of(
                bad("NaN in the weights", () -> TestedModel.of(diverged), "Parameter 5", "NaN", "diverged"),
                bad("not initialised", () -> TestedModel.of(blank), "no parameters yet", "init()"),
                bad(
                        "two outputs",
                        () -> TestedModel.of(graph(1, 2)).model().format(),
                        "several outputs: 'out1' gives classes, 'out2' gives classes",
                        "TestedModel.of(model).output(\"out1\")"),
                bad("two inputs", () -> TestedModel.of(graph(2, 1)), "the inputs [in1, in2]"));
    }

    @TestFactory
    Stream<DynamicTest> rangesAndSamples() {
        TestedModel model = TestedModel.of(ReferenceModels.mnistCnn());
        Samples digits = ReferenceData.mnist(5);
        return Stream.of(
                bad("no range", () -> new RobustnessEvaluator(model, digits, OPTIONS), "not declared", "range(0, 1)"),
                bad("range upside down", () -> model.range(1, 0), "the smaller first", "[1.0, 0.0]"),
                bad("range of NaN", () -> model.range(0, Double.NaN), "finite"),
                bad(
                        "0..255 for a model of 0..1",
                        () -> evaluator(model, samples(digits.shape(), 255, 3)),
                        "has the value 255.0",
                        "[0, 1]",
                        "scale the data"),
                bad("NaN in a sample", () -> evaluator(model, samples(digits.shape(), Float.NaN, 3)), "value NaN"),
                bad(
                        "label out of range",
                        () -> evaluator(model, samples(digits.shape(), 0, 10)),
                        "label 10",
                        "10 classes"),
                bad("negative label", () -> evaluator(model, samples(digits.shape(), 0, -3)), "label -3"),
                bad("another shape", () -> evaluator(model, samples(InputShape.flat(100), 0, 1)), "100"),
                bad(
                        "an empty set",
                        () -> new Samples(InputShape.flat(2), new Matrix(0, 2, new float[0]), new int[0]),
                        "no samples"),
                bad("an empty DataSet", () -> SampleSource.read(new DataSet(), false), "no features or no labels"),
                bad(
                        "labels that are not one-hot",
                        () -> SampleSource.read(new DataSet(Nd4j.zeros(1, 2), Nd4j.ones(1, 3)), false),
                        "one-hot"),
                bad("no data set", () -> SampleSource.read(List.of(), false), "give a DataSet"),
                bad("a subset of none", () -> digits.balancedSubset(0, 1), "at least 1 sample"),
                bad(
                        "a mask of another length",
                        () -> evaluator(model.in(PIXELS.withMutable(new boolean[3])), digits),
                        "3 entries",
                        "784"),
                bad(
                        "no images to grow",
                        () -> NoiseImages.draw(digits.shape(), PIXELS, 0, 1),
                        "at least 1 image",
                        "0 were asked for"));
    }

    @TestFactory
    Stream<DynamicTest> threatModels() {
        return Stream.of(
                bad("epsilon 0", () -> new Ball(Norm.LINF, 0), "did you write 8/255"),
                bad("epsilon negative", () -> new Ball(Norm.L2, -1), "but is -1.0"),
                bad("epsilon NaN", () -> new Ball(Norm.L2, Double.NaN), "but is NaN"),
                bad(
                        "epsilon longer than the diagonal",
                        () -> attack(ThreatModel.untargeted(Norm.L2, 29, PIXELS)),
                        "is only 28 wide"),
                bad("epsilon infinite", () -> new Ball(Norm.L2, Double.POSITIVE_INFINITY), "but is Infinity"),
                bad("epsilon in levels", () -> attack(ThreatModel.untargeted(Norm.LINF, 8, PIXELS)), "8 / 255.0"),
                bad(
                        "target too large",
                        () -> attack(ThreatModel.targeted(10, Norm.LINF, 0.1, PIXELS)),
                        "target class is 10"),
                bad("target negative", () -> ThreatModel.targeted(-5, PIXELS), "it is -5"),
                bad("fake target too large", () -> fake(10), "target class is 10"),
                bad(
                        "no epsilon for an attack that needs one",
                        () -> attack(ThreatModel.untargeted(PIXELS)),
                        "needs an epsilon"));
    }

    @TestFactory
    Stream<DynamicTest> attacks() {
        return Stream.of(
                bad("no steps", () -> new Bim(0, StepSize.of(0.1)), "at least 1 step", "0 were asked for"),
                bad("no restarts", () -> new Pgd(1, StepSize.of(0.1), 0), "at least once"),
                bad("no draws", () -> new UniformNoise(0), "at least once"),
                bad("step of NaN", () -> StepSize.of(Double.NaN), "but is NaN"),
                bad("rate 0", () -> new NormalizedGradientAscent(5, 0), "positive number", "0.0"),
                bad("penalty in LINF", () -> new DistancePenalty(Norm.LINF), "L1 or L2"),
                bad(
                        "negative lambda",
                        () -> new DistancePenalty(Norm.L1, -1, Reduction.SUM, 5, 0.1),
                        "Lambda must be 0 or a positive number"),
                bad("no worker", () -> new RunOptions(1, 0), "at least 1 worker"),
                bad("no memory", () -> RunOptions.seed(1).withMemory(0L), "at least 1 byte, but is 0"),
                bad("no time", () -> OPTIONS.within(Duration.ZERO), "longer than nothing"),
                bad(
                        "gradients of a model without",
                        () -> new Fgsm()
                                .run(
                                        new ScoresOnly(),
                                        ReferenceData.mnist(3),
                                        ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS),
                                        OPTIONS),
                        "implement DifferentiableClassifier"));
    }

    @TestFactory
    Stream<DynamicTest> resultsAndRules() {
        return Stream.of(
                bad("truncated results", () -> read("{ \"schemaVersion\": 1, \"comp"), "cannot be used", "again"),
                bad("results of another schema", () -> read("{ \"schemaVersion\": 7 }"), "schemaVersion is 7"),
                bad("results that are something else", () -> read("[]"), "schemaVersion"),
                bad("results with a field missing", () -> read("{ \"schemaVersion\": 1 }"), "cannot be used"),
                bad("limit above 1", () -> Limit.atMost(Metric.ROBUST_ACCURACY, new BigDecimal(5)), "0.05 is 5 %"),
                bad(
                        "limit below 0",
                        () -> Limit.atLeast(Metric.ROBUST_ACCURACY, new BigDecimal(-1)),
                        "between 0 and 1"),
                bad("limit without a bound", () -> new Limit(Metric.CLEAN_ACCURACY, null, null), "neither"),
                bad("a metric that is none", () -> Metric.ofKey("accuracy"), "cleanAccuracy"),
                bad("a rule without limits", () -> Rule.forAll(List.of()), "no limits"));
    }

    /** Whatever it is asked, the first class. */
    private record ScoresOnly() implements Classifier {
        @Override
        public int classes() {
            return 10;
        }

        @Override
        public Matrix logits(Matrix batch) {
            return new Matrix(batch.rows(), 10, new float[10 * batch.rows()]);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    private void read(String json) throws Exception {
        Files.writeString(folder.resolve("results-1-bad.json"), json);
        new ResultsFolder(folder).read();
    }

    private static void attack(ThreatModel threatModel) {
        evaluator(TestedModel.of(ReferenceModels.mnistCnn()), ReferenceData.mnist(3))
                .evaluate(new Fgsm(), threatModel, OPTIONS);
    }

    private static void fake(int target) {
        evaluator(TestedModel.of(ReferenceModels.mnistCnn()), ReferenceData.mnist(3))
                .evaluateFakes(new FakeImage(), target, 2, OPTIONS, progress -> {});
    }

    private static RobustnessEvaluator evaluator(TestedModel model, Samples samples) {
        return new RobustnessEvaluator(model.declaredDomain().isPresent() ? model : model.in(PIXELS), samples, OPTIONS);
    }

    private static Samples samples(InputShape shape, float value, int label) {
        float[] values = new float[shape.features()];
        Arrays.fill(values, value);
        return new Samples(shape, new Matrix(1, values.length, values), new int[] {label});
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path zip(String name, String entry, long zeros) throws IOException {
        Path file = folder.resolve(name);
        byte[] chunk = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            for (long left = zeros; left > 0; left -= chunk.length) {
                zip.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
            zip.closeEntry();
        }
        return file;
    }

    private static MultiLayerNetwork network(int inputs, int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(inputs).nOut(5).build())
                .layer(softmax(5, classes))
                .build());
        network.init();
        return network;
    }

    private static ComputationGraph graph(int inputs, int outputs) {
        String[] in = inputs == 1 ? new String[] {"in1"} : new String[] {"in1", "in2"};
        String[] out = outputs == 1 ? new String[] {"out1"} : new String[] {"out1", "out2"};
        GraphBuilder builder =
                new NeuralNetConfiguration.Builder().graphBuilder().addInputs(in);
        for (String name : out) {
            builder.addLayer(name, softmax(4 * inputs, 3), in);
        }
        ComputationGraph graph = new ComputationGraph(builder.setOutputs(out).build());
        graph.init();
        return graph;
    }

    private static OutputLayer softmax(int inputs, int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
