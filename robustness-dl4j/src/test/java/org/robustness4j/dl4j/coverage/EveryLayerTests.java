package org.robustness4j.dl4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.backend.ScoreOnlyClassifier;
import org.robustness4j.dl4j.layerwise.LayerwiseClassifier;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;

/**
 * Every layer, vertex, preprocessor and activation on the class path has a row, and each row holds: what is compiled or
 * checked gives DL4J's float64 log odds and their central differences, what is refused says why.
 */
class EveryLayerTests {

    private static final double TOLERANCE = 1e-4;
    private static final int SAMPLES = 3;

    record Case(Row row, Variant variant) {

        Coverage expected() {
            return variant.differs() == null ? row.coverage() : variant.differs();
        }

        @Override
        public String toString() {
            return row.name() + ", " + variant.name();
        }
    }

    static Stream<Case> cases() {
        return Rows.all().stream().flatMap(table -> table.rows().stream()).flatMap(row -> row.variants().stream()
                .map(variant -> new Case(row, variant)));
    }

    @Test
    void everyClassOnTheClassPathHasARow() throws IOException {
        KindsOnTheClassPath classes = new KindsOnTheClassPath();
        assertThat(classes.unloadable())
                .as("classes that cannot be looked at, in packages where there may be layers")
                .noneMatch(name -> name.contains("/nn/conf/") || name.contains("/activations/"));
        for (Rows table : Rows.all()) {
            List<Class<?>> found = classes.of(table.type());
            List<Class<?>> listed = table.rows().stream()
                    .<Class<?>>map(Row::kind)
                    .filter(kind -> kind.getName().startsWith("org."))
                    .toList();

            assertThat(listed)
                    .as("the rows of %s; a class without one needs a row in %s", table.title(), Rows.class)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(found);
        }
    }

    @Test
    void aRowIsHeldByANetworkUnlessDl4jMakesNone() {
        for (Rows table : Rows.all()) {
            for (Row row : table.rows()) {
                assertThat(row.variants().isEmpty() && row.coverage() != Coverage.REFUSED)
                        .as("%s is said to be %s, which no network shows", row.name(), row.coverage())
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRowHolds(Case tested) {
        Variant variant = tested.variant();
        ComputationGraph network = Sketch.network(variant, DataType.FLOAT, new SplittableRandom(5));
        if (tested.expected() == Coverage.REFUSED) {
            assertThatThrownBy(() -> Dl4jNetwork.of(network).classifier(variant.shape()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(variant.sentence()));
            return;
        }
        Matrix batch = batch(variant, new SplittableRandom(6));
        ForwardDifferences expected = ForwardDifferences.of(variant, new SplittableRandom(5));
        double[][] odds = expected.logOdds(batch);

        Classifier classifier = Dl4jNetwork.of(network).classifier(variant.shape());

        assertThat(coverage(classifier)).as(whyNoGradients(classifier)).isEqualTo(tested.expected());
        if (variant.sentence() != null) {
            assertThat(whyNoGradients(classifier)).contains(variant.sentence());
        }
        Matrix logits = classifier.logits(batch);
        assertThat(difference(centred(logits), odds)).as("log odds").isLessThan(TOLERANCE);
        if (classifier instanceof DifferentiableClassifier differentiable && variant.indices() == 0) {
            double[][] upstream = upstream(odds, new SplittableRandom(7));
            double[][] gradients = expected.gradients(batch, upstream);
            double[][] actual = gradients(differentiable, batch, upstream);
            assertThat(difference(present(actual, batch, variant.shape()), present(gradients, batch, variant.shape())))
                    .as("gradients")
                    .isLessThan(TOLERANCE);
        }
    }

    private static Coverage coverage(Classifier classifier) {
        if (classifier instanceof ScoreOnlyClassifier) {
            return Coverage.SCORES;
        }
        return classifier.computedBy().equals(LayerwiseClassifier.NAME) ? Coverage.CHECKED : Coverage.COMPILED;
    }

    private static String whyNoGradients(Classifier classifier) {
        return classifier instanceof ScoreOnlyClassifier scores ? scores.whyNoGradients() : classifier.computedBy();
    }

    /** The first sample of a sequence with a mask is whole, the second ends early, the third begins late. */
    private static Matrix batch(Variant variant, RandomGenerator random) {
        InputShape shape = variant.shape();
        float[] values = new float[SAMPLES * shape.features()];
        for (int row = 0; row < SAMPLES; row++) {
            int first = row * shape.features();
            for (int j = 0; j < shape.values(); j++) {
                values[first + j] =
                        variant.indices() > 0 ? random.nextInt(variant.indices()) : (float) random.nextDouble(-1, 1);
            }
            for (int step = 0; shape.masked() && step < shape.width(); step++) {
                boolean there = row == 0 || (row == 1 ? step < shape.width() - 2 : step > 0);
                values[first + shape.maskIndex(step)] = there ? 1 : 0;
            }
            for (int label = 0; label < shape.labels(); label++) {
                boolean hidden = shape.masked() && values[first + shape.maskIndex(label)] == 0;
                values[first + shape.labelIndex(label)] = hidden ? -1 : random.nextInt(variant.labels());
            }
        }
        return new Matrix(SAMPLES, shape.features(), values);
    }

    private static double[][] upstream(double[][] odds, RandomGenerator random) {
        double[][] upstream = new double[odds.length][];
        for (int row = 0; row < odds.length; row++) {
            double[] drawn = new double[odds[row].length];
            for (int k = 0; k < drawn.length; k++) {
                drawn[k] = random.nextDouble(-1, 1);
            }
            upstream[row] = ForwardDifferences.centred(drawn);
        }
        return upstream;
    }

    private static double[][] gradients(DifferentiableClassifier classifier, Matrix batch, double[][] upstream) {
        int classes = upstream[0].length;
        float[] values = new float[upstream.length * classes];
        for (int row = 0; row < upstream.length; row++) {
            for (int k = 0; k < classes; k++) {
                values[row * classes + k] = (float) upstream[row][k];
            }
        }
        try (ForwardPass pass = classifier.forward(batch)) {
            return rows(pass.backward(new Matrix(upstream.length, classes, values)));
        }
    }

    /** Without the steps that are not there, which no attack changes; of the mask itself there is no gradient. */
    private static double[][] present(double[][] gradients, Matrix batch, InputShape shape) {
        double[][] present = new double[gradients.length][shape.features()];
        for (int row = 0; row < present.length; row++) {
            System.arraycopy(gradients[row], 0, present[row], 0, gradients[row].length);
            for (int j = 0; shape.masked() && j < shape.values(); j++) {
                present[row][j] *= batch.get(row, shape.maskIndex(shape.step(j)));
            }
        }
        return present;
    }

    private static double[][] centred(Matrix matrix) {
        double[][] rows = rows(matrix);
        for (int row = 0; row < rows.length; row++) {
            rows[row] = ForwardDifferences.centred(rows[row]);
        }
        return rows;
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < matrix.columns(); j++) {
                rows[row][j] = matrix.get(row, j);
            }
        }
        return rows;
    }

    /** The largest difference, as a share of the largest value. */
    private static double difference(double[][] actual, double[][] expected) {
        double difference = 0;
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).hasSameSizeAs(expected[row]);
            for (int j = 0; j < expected[row].length; j++) {
                difference = Math.max(difference, Math.abs(actual[row][j] - expected[row][j]));
                largest = Math.max(largest, Math.abs(expected[row][j]));
            }
        }
        assertThat(largest)
                .as("the largest value, of which differences are a share")
                .isPositive();
        return difference / largest;
    }
}
