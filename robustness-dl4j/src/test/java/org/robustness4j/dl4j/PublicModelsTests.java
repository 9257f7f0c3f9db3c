package org.robustness4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.data.Dl4jSampleSource;
import org.robustness4j.dl4j.network.ExpectedInput;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.OutputView;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/**
 * Model files that others published: each is attacked, or refused with one sentence. They are not part of this project;
 * {@code -Dpublic.models=folder} names a folder that has them in the folders {@code keras} and {@code dl4j}, and
 * {@code -Dpublic.models.table=file} where a table of what became of them is written.
 */
@EnabledIfSystemProperty(named = "public.models", matches = ".+")
class PublicModelsTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SAMPLES = 2;
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    private record Row(String file, String what, String verdict, long milliseconds) {}

    private static final List<Row> ROWS = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyFileIsAttackedOrRefusedWithASentence() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("keras", "dl4j")) {
            try (Stream<Path> inside = Files.list(Path.of(System.getProperty("public.models"), folder))) {
                inside.sorted().forEach(files::add);
            }
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> attacked(file)));
    }

    private static void attacked(Path file) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        String[] what = {"no model that is known"};
        String verdict;
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> verdict(file, what));
        try {
            verdict = running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            verdict = "FAILED: " + e.getCause();
            throw new AssertionError(file + " ends in an exception that is no sentence", e.getCause());
        } catch (TimeoutException e) {
            verdict = "HANGS";
            throw e;
        } finally {
            long milliseconds = (System.nanoTime() - begin) / 1_000_000;
            ROWS.add(new Row(
                    file.getFileName().toString(),
                    what[0],
                    running.isCompletedExceptionally() || !running.isDone() ? "FAILED" : running.join(),
                    milliseconds));
        }
        assertThat(verdict).doesNotContain("\n", "\tat ", "Exception:");
    }

    @AfterAll
    static void writeTable() throws IOException {
        StringBuilder table = new StringBuilder("| file | what it is | verdict | ms |\n|---|---|---|---:|\n");
        ROWS.forEach(row -> table.append("| %s | %s | %s | %d |%n"
                .formatted(row.file(), row.what(), row.verdict().replace("|", "\\|"), row.milliseconds())));
        String target = System.getProperty("public.models.table");
        if (target != null) {
            Files.writeString(Path.of(target), table);
        }
    }

    private static String verdict(Path file, String[] what) {
        try {
            Dl4jNetwork network = firstOutput((Dl4jNetwork) new ModelFile(file).read());
            ExpectedInput expected = network.expectedInput();
            InputShape shape = expected.shape().orElseGet(() -> guessed(expected));
            what[0] = network.identity().type() + " of " + network.identity().parameters() + " parameters, samples "
                    + shape;
            return attacked(network, shape);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return "refused: "
                    + String.valueOf(e.getMessage())
                            .replace(file.toAbsolutePath().toString(), "It");
        }
    }

    private static String attacked(Dl4jNetwork whole, InputShape shape) {
        SampleSource.Format.Places labelled = whole.format().places();
        INDArray features = Nd4j.create(random(shape).values(), shape.batch(SAMPLES));
        Dl4jNetwork network = whole;
        Samples samples;
        if (labelled == SampleSource.Format.Places.EACH && shape.height() > 1) {
            samples = labelledAsPredicted(network, features);
        } else {
            if (labelled == SampleSource.Format.Places.EACH) {
                OutputView view = whole.view();
                network = (Dl4jNetwork) whole.viewed(new OutputView(view.output(), view.label(), true));
            }
            Matrix scores = network.predictor(shape).scores(random(shape));
            samples = new Samples(
                    shape,
                    random(shape),
                    IntStream.range(0, SAMPLES).map(scores::argMax).toArray());
        }
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(TestedModel.of(network).range(0, 1), samples, OPTIONS);
        Classifier classifier = evaluator.classifier();
        boolean hasGradients = classifier instanceof DifferentiableClassifier;
        AttackEvaluation evaluation = evaluator.evaluate(
                hasGradients ? new Pgd(3, StepSize.ofEpsilon(0.5), 1) : new Square(20),
                ThreatModel.untargeted(Norm.LINF, 0.1, evaluator.domain()),
                OPTIONS);
        return "attacked by " + (hasGradients ? "PGD" : "Square") + " (" + classifier.computedBy()
                + "), robust accuracy " + evaluation.robustAccuracy().value();
    }

    /** Every pixel has the class that the model gives it, so that all are right before the attack. */
    private static Samples labelledAsPredicted(Dl4jNetwork network, INDArray features) {
        INDArray output = network.network() instanceof ComputationGraph graph
                ? graph.output(features)[0]
                : ((MultiLayerNetwork) network.network()).output(features);
        int classes = network.format().classesLast() ? output.rank() - 1 : 1;
        INDArray oneHot = output.eq(output.max(true, classes)).castTo(output.dataType());
        return new Dl4jSampleSource()
                .samples(new DataSet(features, oneHot), network.format())
                .orElseThrow();
    }

    private static Dl4jNetwork firstOutput(Dl4jNetwork network) {
        return network.outputs().size() < 2
                ? network
                : (Dl4jNetwork) network.viewed(new OutputView(network.outputs().get(0), OutputView.ALL, false));
    }

    /** Samples may be as long, as high and as wide as one likes where the network does not say it. */
    private static InputShape guessed(ExpectedInput expected) {
        List<Long> sizes =
                expected.sizes().stream().map(size -> size == 0 ? 24L : size).toList();
        return expected.kind() == ExpectedInput.Kind.UNKNOWN
                ? InputShape.flat(1)
                : new ExpectedInput(expected.kind(), expected.channelsLast(), sizes)
                        .shape()
                        .orElseThrow();
    }

    private static Matrix random(InputShape shape) {
        Random random = new Random(1);
        float[] values = new float[SAMPLES * shape.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Matrix(SAMPLES, shape.features(), values);
    }
}
