package org.robustness4j.dl4j.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;

/** Graphs of SameDiff, whose logits and gradients have closed forms. */
class SameDiffModelTests {

    private static final float[] WEIGHTS = {1, -2, 0.5f, 3, -1, 2};

    @TempDir
    Path folder;

    private static SameDiff linear(boolean withLoss) {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.placeHolder("input", DataType.FLOAT, -1, 3);
        SDVariable weights = graph.var("weights", Nd4j.createFromArray(WEIGHTS).reshape('c', 3, 2));
        SDVariable logits = input.mmul("logits", weights);
        SDVariable output = graph.nn.softmax("output", logits, 1);
        if (withLoss) {
            SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, 2);
            graph.loss.logLoss("loss", label, output);
        }
        return graph;
    }

    private static void assertLinear(TestedModel model) {
        InputShape shape = InputShape.flat(3);
        Matrix batch = new Matrix(2, 3, new float[] {1, 0, 2, -1, 0.5f, 0.25f});
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) model.model().classifier(shape);
        try (ForwardPass pass = classifier.forward(batch)) {
            assertThat(pass.logits().row(0)).containsExactly(new float[] {-1, 2}, within(1e-5f));
            Matrix gradient = pass.backward(new Matrix(2, 2, new float[] {1, 0, 0, 2}));
            assertThat(gradient.row(0)).containsExactly(new float[] {1, 0.5f, -1}, within(1e-5f));
            assertThat(gradient.row(1)).containsExactly(new float[] {-4, 6, 4}, within(1e-5f));
        }
        float[] scores = model.model().predictor(shape).scores(batch).row(0);
        assertThat(scores[1]).isCloseTo((float) (1 / (1 + Math.exp(-3))), within(1e-5f));
        assertThat(classifier.fork().logits(batch).values())
                .isEqualTo(classifier.logits(batch).values());
    }

    @Test
    void aGraphIsAttackedThroughItsOwnGradient() {
        assertLinear(TestedModel.of(linear(false)));
    }

    @Test
    void theLossAndItsLabelsAreLeftAlone() {
        assertLinear(TestedModel.of(linear(true)));
    }

    @Test
    void aGraphGoesToOtherProcesses() {
        assertLinear(TestedModel.of(linear(true)).portable().restored());
    }

    @Test
    void aFileIsReadOnlyWhereItsOriginIsKnown() throws IOException {
        Path file = folder.resolve("graph.fb");
        linear(false).save(file.toFile(), false);
        assertThat(catchThrowable(() -> TestedModel.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "If SameDiff.save wrote it", "cannot be checked", "TestedModel.ofTrusted(path)");
        assertLinear(TestedModel.ofTrusted(file));

        Path empty = Files.write(folder.resolve("empty.fb"), new byte[64]);
        assertThat(catchThrowable(() -> TestedModel.of(empty))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneSigmoidMakesTwoClasses() {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.placeHolder("input", DataType.FLOAT, -1, 2);
        SDVariable weights = graph.var("weights", Nd4j.createFromArray(3f, -1f).reshape('c', 2, 1));
        graph.nn.sigmoid("output", input.mmul("z", weights));
        TestedModel model = TestedModel.of(graph);
        Matrix batch = new Matrix(1, 2, new float[] {0.5f, 1});
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) model.model().classifier(InputShape.flat(2));
        try (ForwardPass pass = classifier.forward(batch)) {
            assertThat(pass.logits().row(0)).containsExactly(new float[] {0, 0.5f}, within(1e-5f));
            assertThat(pass.backward(new Matrix(1, 2, new float[] {7, 2})).row(0))
                    .containsExactly(new float[] {6, -2}, within(1e-5f));
        }
        assertThat(model.model().predictor(InputShape.flat(2)).scores(batch).row(0)[1])
                .isCloseTo((float) (1 / (1 + Math.exp(-0.5))), within(1e-5f));
    }

    @Test
    void whatIsNoClassifierIsRefusedWithASentence() {
        SameDiff two = SameDiff.create();
        SDVariable a = two.placeHolder("a", DataType.FLOAT, -1, 2);
        SDVariable b = two.placeHolder("b", DataType.FLOAT, -1, 2);
        two.nn.softmax("output", a.add(b), 1);
        assertThat(catchThrowable(() -> TestedModel.of(two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("the placeholders [a, b]", "[output]", "SameDiff.setOutputs");

        assertThat(catchThrowable(() -> TestedModel.of(linear(false)).model().classifier(InputShape.flat(4))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The placeholder 'input' of the SameDiff graph takes batches of the shape [-1, 3], but samples"
                                + " make [1, 4]; give them in the order of the graph's axes (-1 stands for any size)");

        SameDiff one = SameDiff.create();
        one.placeHolder("input", DataType.FLOAT, -1, 2).sum("output", true, 1);
        assertThat(catchThrowable(() -> TestedModel.of(one).model().classifier(InputShape.flat(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives 1 values in 'output'");
    }
}
