package org.robustness4j.hardening;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.robustness4j.attack.CrossEntropy;
import org.robustness4j.attack.StrongestPoints;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TrainableModel;
import org.robustness4j.model.TrainingPass;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * One step on a batch: slices of it, each by a thread with a classifier of its own, find the points to train on; one pass in
 * training mode gives the gradient of the weights. Slices follow from the batch alone, and so does the step.
 */
final class TrainingStep {

    /** The number of samples that one classifier looks at together. */
    private static final int SLICE = 32;

    private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();

    private final TrainableModel model;
    private final Samples samples;
    private final Recipe recipe;
    private final Perturbation.Ball ball;
    private final Domain domain;
    private final Executor executor;
    private final List<DifferentiableClassifier> classifiers;

    TrainingStep(
            TrainableModel model,
            Samples samples,
            Recipe recipe,
            Perturbation.Ball ball,
            Domain domain,
            Executor executor,
            int batchSize) {
        this.model = model;
        this.samples = samples;
        this.recipe = recipe;
        this.ball = ball;
        this.domain = domain;
        this.executor = executor;
        this.classifiers = model.classifiers(slices(Math.min(batchSize, samples.size())));
    }

    private static int slices(int batchSize) {
        return -Math.floorDiv(-batchSize, SLICE);
    }

    /**
     * What a step came to.
     *
     * @param loss the sum over the samples, before the step
     * @param right how many of the points were classified correctly, before the step
     */
    record Result(double loss, int right) {}

    /**
     * Makes a step.
     *
     * @param positions of the batch's samples
     * @param epsilonShare the size of the ball, as a share of the full one
     * @param seed of the random starts in this epoch
     */
    Result run(int[] positions, double epsilonShare, long seed) {
        Samples batch = samples.at(positions);
        Points points = new Points(batch.size(), batch.shape().features());
        int attacked = (int) Math.round(recipe.share() * batch.size());
        ThreatModel threat = ThreatModel.untargeted(ball.norm(), ball.epsilon() * epsilonShare, domain);
        inSlices(slices(batch.size()), slice -> {
            int from = slice * SLICE;
            int to = Math.min(batch.size(), from + SLICE);
            points.prepare(
                    batch, from, to, Math.max(from, Math.min(to, attacked)), threat, seed, classifiers.get(slice));
        });
        TrainingPass pass = model.forward(points.matrix());
        Matrix logits = pass.logits();
        int[] labels = IntStream.range(0, batch.size()).map(batch::label).toArray();
        float[] upstream = new float[logits.values().length];
        double loss = recipe.loss().evaluate(logits, labels, upstream);
        pass.backward(new Matrix(logits.rows(), logits.columns(), upstream));
        model.update(batch.size());
        return new Result(loss, right(logits, labels));
    }

    /** At the adversarial points, where there are clean ones too. */
    private int right(Matrix logits, int[] labels) {
        int first = recipe.loss().beta() > 0 ? labels.length : 0;
        return (int) IntStream.range(0, labels.length)
                .filter(i -> logits.argMax(first + i) == labels[i])
                .count();
    }

    private interface SliceWork {
        void run(int slice);
    }

    private void inSlices(int count, SliceWork work) {
        try {
            CompletableFuture.allOf(IntStream.range(0, count)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> work.run(i), executor))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The points that a step looks at, in the order that its loss wants them. */
    private final class Points {

        private final int samples;
        private final int features;
        private final float[] values;

        Points(int samples, int features) {
            this.samples = samples;
            this.features = features;
            this.values = new float[samples * features * recipe.loss().pointsOfASample()];
        }

        Matrix matrix() {
            return new Matrix(samples * recipe.loss().pointsOfASample(), features, values);
        }

        /** Those of the samples from one to another, of which those before {@code attackedTo} are attacked. */
        void prepare(
                Samples batch,
                int from,
                int to,
                int attackedTo,
                ThreatModel threat,
                long seed,
                DifferentiableClassifier classifier) {
            put(batch.inputs().values(), from, 0, from, to);
            if (recipe.attack().isPresent() && attackedTo > from) {
                Samples attacked = batch.at(IntStream.range(from, attackedTo).toArray());
                float[] worst = new StrongestPoints(recipe.attack().get())
                        .of(classifier, attacked, threat, seed)
                        .values();
                int block = recipe.loss().beta() > 0 ? 1 : 0;
                if (block == 1) {
                    put(batch.inputs().values(), from, 1, from, to);
                }
                put(worst, 0, block, from, attackedTo);
            }
            if (recipe.loss().lambda() > 0) {
                Matrix base =
                        new Matrix(to - from, features, Arrays.copyOfRange(values, from * features, to * features));
                put(moved(base, batch, from, classifier), 0, recipe.loss().pointsOfASample() - 1, from, to);
            }
        }

        private void put(float[] source, int sourceRow, int block, int from, int to) {
            System.arraycopy(
                    source, sourceRow * features, values, (block * samples + from) * features, (to - from) * features);
        }

        /** Each point moved by h along the gradient of its loss; where that is zero it stays. */
        private float[] moved(Matrix base, Samples batch, int from, DifferentiableClassifier classifier) {
            float[] gradient;
            try (ForwardPass pass = classifier.forward(base)) {
                Matrix logits = pass.logits();
                float[] upstream = new float[logits.values().length];
                for (int i = 0; i < base.rows(); i++) {
                    float[] direction = CROSS_ENTROPY.direction(logits.row(i), batch.label(from + i));
                    System.arraycopy(direction, 0, upstream, i * direction.length, direction.length);
                }
                gradient = pass.backward(new Matrix(logits.rows(), logits.columns(), upstream))
                        .values();
            }
            float[] result = base.values().clone();
            for (int row = 0; row < result.length; row += features) {
                double size = 0;
                for (int j = row; j < row + features; j++) {
                    size += (double) gradient[j] * gradient[j];
                }
                double factor = size == 0 ? 0 : recipe.loss().h() / Math.sqrt(size);
                for (int j = row; j < row + features; j++) {
                    result[j] = (float) (result[j] + factor * gradient[j]);
                }
            }
            return result;
        }
    }
}
