package org.robustness4j.reference;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.Predictor;

/**
 * Two classes of grey images of 4 x 4: is the left half brighter than the right one, by more than a bias? A model of which
 * every answer is known, for tests of what is done with evaluations.
 *
 * @param bias by how much the left half has to be brighter
 * @param sha256 what the model says its hash is
 */
public record LinearModel(float bias, String sha256) implements AdaptedModel {

    /** The shape of an image. */
    public static final InputShape SHAPE = new InputShape(Layout.NCHW, 1, 4, 4);

    private static final int FEATURES = 16;

    /** The model without bias. */
    public static final LinearModel UNBIASED = new LinearModel(0, "ab".repeat(32));

    /** The model as users give it, of pixels in [0, 1]. */
    public TestedModel tested() {
        return TestedModel.of(this).named("halves").in(Domain.range(0, 1));
    }

    /** Random images that the model without bias is right about. */
    public static Samples samples(int count) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[count * FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int j = 0; j < FEATURES; j++) {
                boolean bright = (j % 4 < 2) == (labels[i] == 1);
                values[i * FEATURES + j] = (bright ? 0.3f : 0.2f) + 0.5f * (float) random.nextDouble();
            }
        }
        Samples drawn = new Samples(SHAPE, new Matrix(count, FEATURES, values), labels);
        Matrix logits = UNBIASED.logits(drawn.inputs());
        return new Samples(
                SHAPE,
                drawn.inputs(),
                IntStream.range(0, count).map(logits::argMax).toArray());
    }

    private Matrix logits(Matrix batch) {
        float[] logits = new float[2 * batch.rows()];
        for (int i = 0; i < batch.rows(); i++) {
            float difference = -bias;
            for (int j = 0; j < FEATURES; j++) {
                difference += weight(j) * batch.get(i, j);
            }
            logits[2 * i] = -difference;
            logits[2 * i + 1] = difference;
        }
        return new Matrix(batch.rows(), 2, logits);
    }

    private static float weight(int feature) {
        return feature % 4 < 2 ? 1f : -1f;
    }

    @Override
    public ModelIdentity identity() {
        return new ModelIdentity("LinearModel", sha256, FEATURES, "Java");
    }

    @Override
    public boolean channelsLast() {
        return false;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        return this::logits;
    }

    @Override
    public Classifier classifier(InputShape shape) {
        return new Halves();
    }

    private final class Halves implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return LinearModel.this.logits(batch);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradients = new float[batch.rows() * FEATURES];
                    for (int i = 0; i < gradients.length; i++) {
                        int row = i / FEATURES;
                        gradients[i] = weight(i % FEATURES) * (upstream.get(row, 1) - upstream.get(row, 0));
                    }
                    return new Matrix(batch.rows(), FEATURES, gradients);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return new Halves();
        }
    }
}
