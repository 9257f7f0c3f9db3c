package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.robustness4j.onnx.TestGraph.integer;
import static org.robustness4j.onnx.TestGraph.ints;
import static org.robustness4j.onnx.TestGraph.numbers;
import static org.robustness4j.onnx.TestGraph.text;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.ModelAdapter;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Model files as users give them. */
class OnnxModelTests {

    private static final InputShape IMAGE = InputShape.ofBatch(new long[] {1, 1, 12, 12}, false);
    private static final Pgd PGD = new Pgd(20, StepSize.ofEpsilon(0.1), 1);
    private static final String ML = "ai.onnx.ml.";

    @TempDir
    private Path folder;

    private static TestGraph convolutional(int batch) {
        return new TestGraph(7, batch, 1, 12, 12)
                .weights("w", 8, 1, 3, 3)
                .weights("b", 8)
                .weights("v", 72, 5)
                .node("Conv", "x w b", "a", ints("pads", 1, 1, 1, 1))
                .node("Relu", "a", "r")
                .node("MaxPool", "r", "p", ints("kernel_shape", 4, 4), ints("strides", 4, 4))
                .node("Flatten", "p", "f")
                .node("MatMul", "f v", "l");
    }

    private static Matrix inputs(int count, InputShape shape) {
        Random random = new Random(3);
        float[] values = new float[count * shape.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Matrix(count, shape.features(), values);
    }

    /** Samples whose labels are what the model says. */
    private static Samples samples(Path file, int count, InputShape shape) {
        AdaptedModel model = ModelAdapter.adaptAny(file);
        Matrix inputs = inputs(count, shape);
        Matrix scores = model.predictor(shape).scores(inputs);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = scores.argMax(i);
        }
        return new Samples(shape, inputs, labels);
    }

    private static AttackEvaluation evaluated(Path file, Attack attack, InputShape shape) {
        TestedModel model = TestedModel.of(file).range(0, 1);
        RunOptions options = new RunOptions(1, 2);
        return new RobustnessEvaluator(model, samples(file, 12, shape), options)
                .evaluate(attack, ThreatModel.untargeted(Norm.LINF, 0.2, model.domain()), options);
    }

    @Test
    void aModelIsAttackedByGradientsAndConfirmedByOnnxRuntime() {
        Path file = convolutional(0).node("Softmax", "l", "y").output("y").write(folder);

        AttackEvaluation evaluation = evaluated(file, PGD, IMAGE);

        assertThat(evaluation.model().identity().type()).isEqualTo("ONNX");
        assertThat(evaluation.model().identity().backend()).isEqualTo("ONNX Runtime; attacks: compiled");
        assertThat(evaluation.model().identity().parameters()).isEqualTo(72 + 8 + 72 * 5);
        assertThat(evaluation.model().identity().sha256()).hasSize(64);
        assertThat(evaluation.cleanAccuracy().value()).isEqualTo(1);
        assertThat(evaluation.broken().size()).isGreaterThan(8);
        assertThat(evaluation.cost().gradientEvaluations()).isPositive();
    }

    @Test
    void aModelThatTakesANumberOfSamplesIsGivenAsMany() {
        Path any = convolutional(0).output("l").write(folder);
        Matrix expected = ModelAdapter.adaptAny(any).predictor(IMAGE).scores(inputs(7, IMAGE));

        for (int batch : new int[] {1, 3, 8}) {
            Path file = convolutional(batch).output("l").write(folder);
            AdaptedModel model = ModelAdapter.adaptAny(file);

            assertThat(model.predictor(IMAGE).scores(inputs(7, IMAGE)).values()).isEqualTo(expected.values());
            assertThat(model.classifier(IMAGE)).isInstanceOf(DifferentiableClassifier.class);
        }
    }

    @Test
    void aShapeThatNamesTheNumberOfSamplesIsUnderstood() {
        Path file = new TestGraph(7, 8, 3, 4, 4)
                .weights("w", 48, 5)
                .longs("s", 8, 48)
                .node("Reshape", "x s", "f")
                .node("MatMul", "f w", "y")
                .output("y")
                .write(folder);

        assertThat(ModelAdapter.adaptAny(file)
                        .classifier(InputShape.ofBatch(new long[] {1, 3, 4, 4}, false))
                        .computedBy())
                .isEqualTo("compiled");
    }

    /** Converters write classes in the order of the scores, which need not be that of their names. */
    @Test
    void classesOfAMapAreInTheOrderOfTheirScores() {
        Path file = new TestGraph(5, 0, 3)
                .node(
                        ML + "LinearClassifier",
                        "x",
                        "label p",
                        numbers("coefficients", 1, 2, -1, 0.5f, -2, 1, -1.5f, 0.3f, 0.2f),
                        numbers("intercepts", 0.1f, 0.2f, -0.3f),
                        ints("classlabels_ints", 7, 3, 5))
                .node(ML + "ZipMap", "p", "maps", ints("classlabels_int64s", 7, 3, 5))
                .label("label")
                .maps("maps")
                .write(folder);
        AdaptedModel model = ModelAdapter.adaptAny(file);
        Matrix inputs = inputs(5, InputShape.flat(3));

        assertThat(model.predictor(InputShape.flat(3)).scores(inputs).values())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(
                        model.classifier(InputShape.flat(3)).logits(inputs).values());
    }

    @Test
    void imagesOfTensorFlowHaveTheirChannelsLast() {
        Path file = new TestGraph(7, 0, 6, 5, 3)
                .weights("w", 4, 3, 3, 3)
                .node("Transpose", "x", "t", ints("perm", 0, 3, 1, 2))
                .node("Conv", "t w", "a")
                .node("GlobalAveragePool", "a", "g")
                .node("Flatten", "g", "y")
                .output("y")
                .write(folder);
        AdaptedModel model = ModelAdapter.adaptAny(file);
        InputShape shape = InputShape.ofBatch(new long[] {1, 6, 5, 3}, true);

        assertThat(model.channelsLast()).isTrue();
        assertThat(model.classifier(shape).computedBy()).isEqualTo("compiled");
    }

    @Test
    void flatSamplesTakeTheShapeThatTheModelDeclares() {
        Path file = convolutional(0).output("l").write(folder);

        assertThat(ModelAdapter.adaptAny(file).classifier(InputShape.flat(144)).computedBy())
                .isEqualTo("compiled");
    }

    @Test
    void aModelWithAnOperatorThatIsNotKnownGivesItsScores() {
        Path file = convolutional(0).node("Round", "l", "y").output("y").write(folder);

        assertThatThrownBy(() -> evaluated(file, PGD, IMAGE))
                .hasMessageContaining("needs input gradients, but the model gives scores alone: Node 'Round5' (Round)");
        assertThat(evaluated(file, new Square(200), IMAGE).model().identity().backend())
                .isEqualTo("ONNX Runtime; attacks: ONNX Runtime");
    }

    /** As ONNX Runtime quantises weights alone, for all at once, or for each filter. */
    @Test
    void weightsInEightBitsAreNumbersAgain() {
        for (float[] scale : new float[][] {{0.01f}, {0.01f, 0.02f, 0.03f}}) {
            TestGraph graph = new TestGraph(5, 0, 4)
                    .tensor(bytes(
                            "w",
                            new int[] {3, 4},
                            TensorProto.DataType.INT8,
                            100,
                            -100,
                            7,
                            0,
                            -3,
                            50,
                            9,
                            1,
                            2,
                            3,
                            4,
                            127))
                    .floats("s", new int[] {scale.length}, scale);
            int[] zeros = new int[scale.length];
            Arrays.fill(zeros, 5);
            Path file = graph.tensor(bytes("z", new int[] {scale.length}, TensorProto.DataType.INT8, zeros))
                    .node("DequantizeLinear", "w s z", "d", integer("axis", 0))
                    .node("Gemm", "x d", "y", integer("transB", 1))
                    .output("y")
                    .write(folder);

            DifferentiableClassifier classifier =
                    (DifferentiableClassifier) TestedModel.of(file).model().classifier(InputShape.flat(4));
            float[] logits = classifier
                    .logits(new Matrix(1, 4, new float[] {1, 0, 0, 0}))
                    .values();

            assertThat(classifier.computedBy()).isEqualTo("compiled");
            assertThat(logits[0]).isEqualTo(0.95f, within(1e-5f));
            assertThat(logits[2]).isEqualTo(-3 * scale[scale.length - 1], within(1e-5f));
        }
    }

    private static TensorProto bytes(String name, int[] dims, TensorProto.DataType type, int... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (int dim : dims) {
            tensor.addDims(dim);
        }
        for (int value : values) {
            tensor.addInt32Data(value);
        }
        return tensor.build();
    }

    /** What rounds on the way has no slope. */
    @Test
    void aNetworkInEightBitsGivesItsScores() {
        Path file = convolutional(0)
                .floats("s", new int[0], 0.05f)
                .tensor(bytes("z", new int[0], TensorProto.DataType.UINT8, 128))
                .node("QuantizeLinear", "l s z", "q")
                .node("DequantizeLinear", "q s z", "y")
                .output("y")
                .write(folder);

        assertThatThrownBy(() -> evaluated(file, PGD, IMAGE))
                .hasMessageContaining("gives scores alone")
                .hasMessageContaining("QuantizeLinear");
        assertThat(evaluated(file, new Square(200), IMAGE).model().identity().backend())
                .isEqualTo("ONNX Runtime; attacks: ONNX Runtime");
    }

    @Test
    void oneProbabilityMakesTwoClasses() {
        Path file = new TestGraph(5, 0, 6)
                .weights("w", 6, 1)
                .floats("b", new int[] {1}, 0.1f)
                .node("Gemm", "x w b", "l")
                .node("Sigmoid", "l", "y")
                .output("y")
                .write(folder);
        InputShape shape = InputShape.flat(6);

        AttackEvaluation evaluation = evaluated(file, PGD, shape);

        assertThat(evaluation.model().classes()).isEqualTo(2);
        assertThat(evaluation.broken().size()).isPositive();
    }

    /** As skl2onnx writes an MLPClassifier of two classes. */
    @Test
    void oneProbabilityAndItsComplementAreSeenThrough() {
        TestGraph graph = new TestGraph(5, 0, 2)
                .floats("w", new int[] {2, 1}, 2, -3)
                .floats("b", new int[] {1}, 0.1f)
                .floats("one", new int[] {1}, 1)
                .node("Gemm", "x w b", "l")
                .node("Sigmoid", "l", "p")
                .node("Sub", "one p", "q")
                .node("Concat", "q p", "y", integer("axis", 1));
        Path columns = graph.output("y").write(folder);

        float[] logits = TestedModel.of(columns)
                .model()
                .classifier(InputShape.flat(2))
                .logits(new Matrix(1, 2, new float[] {0.75f, 0.25f}))
                .values();

        assertThat(logits[1] - logits[0]).isEqualTo(0.85f, within(1e-5f));
        assertThat(evaluated(columns, PGD, InputShape.flat(2)).broken().size()).isPositive();
    }

    /** As skl2onnx writes a scaler and a logistic regression, with its labels and a map of probabilities. */
    @Test
    void aPipelineOfScikitLearnIsSeenThrough() {
        for (String end : List.of("SOFTMAX p", "SOFTMAX n", "LOGISTIC n", "NONE p")) {
            String link = end.substring(0, end.indexOf(' '));
            Path file = new TestGraph(5, 0, 3)
                    .node(ML + "Scaler", "x", "s", numbers("offset", 0.5f, 0.4f, 0.6f), numbers("scale", 2, 3, 4))
                    .node(
                            ML + "LinearClassifier",
                            "s",
                            "label p",
                            numbers("coefficients", 1, 2, -1, 0.5f, -2, 1, -1.5f, 0.3f, 0.2f),
                            numbers("intercepts", 0.1f, 0.2f, -0.3f),
                            ints("classlabels_ints", 0, 1, 2),
                            text("post_transform", link))
                    .node(ML + "Normalizer", "p", "n", text("norm", "L1"))
                    .node("Cast", "label", "output_label", integer("to", 7))
                    .node(
                            ML + "ZipMap",
                            end.substring(end.indexOf(' ') + 1),
                            "maps",
                            ints("classlabels_int64s", 0, 1, 2))
                    .label("output_label")
                    .maps("maps")
                    .write(folder);

            AttackEvaluation evaluation = evaluated(file, PGD, InputShape.flat(3));

            float[] logits = TestedModel.of(file)
                    .model()
                    .classifier(InputShape.flat(3))
                    .logits(new Matrix(1, 3, new float[] {0.9f, 0.1f, 0.2f}))
                    .values();
            // by hand: the scaled input is (0.8, -0.9, -1.6)
            assertThat(logits).as(end).containsExactly(new float[] {0.7f, 0.8f, -2.09f}, within(1e-5f));
            assertThat(evaluation.model().identity().backend()).as(end).isEqualTo("ONNX Runtime; attacks: compiled");
            assertThat(evaluation.broken().size()).isPositive();
        }
    }
}
