package org.robustness4j.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TextGenerationLSTM;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.Xception;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * The networks of DL4J's zoo with random weights, on images as small as they take: each is attacked after the checks,
 * or refused by one line. What became of them is written to {@code target/zoo.md}.
 */
class ZooTests {

    private static final int CLASSES = 4;
    private static final int SAMPLES = 2;
    private static final String ATTACKED = "";

    /**
     * A network of the zoo.
     *
     * @param scale what its initial weights are multiplied with: in some networks they are so large that the smallest
     *     difference of rounding grows to one of the whole output
     * @param refusal what the refusal says, {@link #ATTACKED} if there is none
     */
    record Entry(String name, InputShape shape, Supplier<ZooModel<?>> model, double scale, String refusal) {

        Entry(String name, InputShape shape, Supplier<ZooModel<?>> model, String refusal) {
            this(name, shape, model, 1, refusal);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Entry> entries() {
        NoOp none = new NoOp();
        return Stream.of(
                new Entry(
                        "LeNet",
                        images(1, 28),
                        () -> LeNet.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {1, 28, 28})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "SimpleCNN",
                        images(3, 48),
                        () -> SimpleCNN.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 48, 48})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "AlexNet",
                        images(3, 96),
                        () -> AlexNet.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 96, 96})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "VGG16",
                        images(3, 32),
                        () -> VGG16.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 32, 32})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "Darknet19",
                        images(3, 64),
                        () -> Darknet19.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 64, 64})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "SqueezeNet",
                        images(3, 64),
                        () -> SqueezeNet.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 64, 64})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "ResNet50",
                        images(3, 192),
                        () -> ResNet50.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 192, 192})
                                .updater(none)
                                .build(),
                        "NaN"),
                new Entry(
                        "ResNet50 with halved weights",
                        images(3, 192),
                        () -> ResNet50.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 192, 192})
                                .updater(none)
                                .build(),
                        0.5,
                        ATTACKED),
                new Entry(
                        "Xception",
                        images(3, 96),
                        () -> Xception.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 96, 96})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "InceptionResNetV1 with halved weights",
                        images(3, 96),
                        () -> InceptionResNetV1.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 96, 96})
                                .updater(none)
                                .build(),
                        0.5,
                        ATTACKED),
                new Entry(
                        "FaceNetNN4Small2",
                        images(3, 96),
                        () -> FaceNetNN4Small2.builder()
                                .numClasses(CLASSES)
                                .inputShape(new int[] {3, 96, 96})
                                .updater(none)
                                .build(),
                        ATTACKED),
                new Entry(
                        "TextGenerationLSTM",
                        new InputShape(Layout.NCW, 10, 1, 12).withLabels(12),
                        () -> TextGenerationLSTM.builder()
                                .totalUniqueCharacters(10)
                                .inputShape(new int[] {12, 10})
                                .updater(none)
                                .build(),
                        ATTACKED));
    }

    private static InputShape images(int channels, int size) {
        return new InputShape(Layout.NCHW, channels, size, size);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("entries")
    void isAttackedOrRefused(Entry entry) throws IOException {
        long start = System.nanoTime();
        String verdict;
        String refusal = ATTACKED;
        try {
            verdict = attacked(entry);
        } catch (IllegalArgumentException | IllegalStateException e) {
            refusal = String.valueOf(e.getMessage());
            verdict = "refused: " + refusal;
        }
        record(entry, verdict, (System.nanoTime() - start) / 1e9);

        assertThat(refusal).isEqualTo(refusal.strip()).doesNotContain("\n");
        assertThat(refusal.length()).isLessThan(400);
        if (entry.refusal().equals(ATTACKED)) {
            assertThat(refusal).isEqualTo(ATTACKED);
        } else {
            assertThat(refusal).contains(entry.refusal());
        }
    }

    private static String attacked(Entry entry) {
        Model network = entry.model().get().init();
        network.params().muli(entry.scale());
        TestedModel model = TestedModel.of(network).range(0, 1);
        RunOptions options = RunOptions.seed(1);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples(entry.shape(), model, network), options);
        ThreatModel ball = ThreatModel.untargeted(Norm.LINF, 0.1, model.domain());
        Diagnosis preflight = LocalTarget.of(evaluator, options).preflight(AttackMonitor.NONE);
        AttackEvaluation evaluation = evaluator.evaluate(new Pgd(3, StepSize.ofEpsilon(0.4), 1), ball, options);

        assertThat(evaluation.attackSuccessRate().total()).isEqualTo(SAMPLES);
        long doubts = preflight.findings().stream()
                .filter(finding -> finding.severity() == Severity.DOUBT)
                .count();
        String backend = evaluation.model().identity().backend();
        return "attacked, " + backend.substring(backend.indexOf("attacks: ") + 9) + ": "
                + evaluation.attackSuccessRate() + " broken, doubts: " + doubts;
    }

    /** Random values, labelled as the network does. */
    private static Samples samples(InputShape shape, TestedModel model, Model network) {
        RandomGenerator random = new SplittableRandom(3);
        float[] values = new float[SAMPLES * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        if (shape.labels() > 0) {
            return new Samples(shape, withLabels(shape, values, network), new int[SAMPLES]);
        }
        Matrix inputs = new Matrix(SAMPLES, shape.values(), values);
        Matrix scores = model.model().predictor(shape).scores(inputs);
        int[] labels = new int[SAMPLES];
        for (int row = 0; row < SAMPLES; row++) {
            for (int k = 1; k < scores.columns(); k++) {
                labels[row] = scores.get(row, k) > scores.get(row, labels[row]) ? k : labels[row];
            }
        }
        return new Samples(shape, inputs, labels);
    }

    /** Each step is labelled as the network does. */
    private static Matrix withLabels(InputShape shape, float[] values, Model network) {
        INDArray input = Nd4j.createFromArray(values).reshape('c', shape.batch(SAMPLES));
        INDArray labels = ((MultiLayerNetwork) network).output(input).argMax(1);
        float[] rows = new float[SAMPLES * shape.features()];
        for (int row = 0; row < SAMPLES; row++) {
            int from = row * shape.features();
            System.arraycopy(values, row * shape.values(), rows, from, shape.values());
            for (int label = 0; label < shape.labels(); label++) {
                rows[from + shape.labelIndex(label)] = labels.getInt(row, label);
            }
        }
        return new Matrix(SAMPLES, shape.features(), rows);
    }

    private static void record(Entry entry, String verdict, double seconds) throws IOException {
        String line =
                String.format(Locale.ROOT, "| %s | %s | %s | %.1f |%n", entry.name(), entry.shape(), verdict, seconds);
        Path table = Files.createDirectories(Path.of("target")).resolve("zoo.md");
        Files.writeString(table, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
