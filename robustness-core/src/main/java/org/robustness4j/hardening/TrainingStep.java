package org.robustness4j.hardening;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.internal.runner.InnerMaximization;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.ParallelSlices;
import org.robustness4j.model.internal.TrainableModel;
import org.robustness4j.model.internal.TrainingPass;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * One step on a batch: slices of it, each by a thread with a classifier of its own, find the points to train on; one
 * pass in training mode gives the gradient of the weights. Slices follow from the batch alone, and so does the step.
 */
final class TrainingStep {

    /** The number of samples that one classifier looks at together. */
    private static final int SLICE = 32;

    private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();

    /** Finds the middles of small boxes. */
    private static final Attack OF_BOXES = new Pgd(4, StepSize.ofEpsilon(0.5), 1);

    private final TrainableModel model;
    private final Samples samples;
    private final TrainingRecipe recipe;
    private final Perturbation.Ball ball;
    private final Domain domain;
    private final Executor executor;
    private final List<DifferentiableClassifier> classifiers;

    TrainingStep(
            TrainableModel model,
            Samples samples,
            TrainingRecipe recipe,
            Perturbation.Ball ball,
            Domain domain,
            Executor executor,
            int batchSize) {
        this.model = model;
        this.samples = samples;
        this.recipe = recipe;
        this.ball = ball;
        this.domain = domain;
        this.classifiers = model.classifiers(slices(Math.min(batchSize, samples.size())));
        this.executor = classifiers.get(0).isParallel() ? executor : Runnable::run;
    }

    private static int slices(int batchSize) {
        return -Math.floorDiv(-batchSize, SLICE);
    }

    /**
     * Consecutive samples of a batch.
     *
     * @param attackedTo those before it are attacked
     */
    private record Slice(Samples batch, int from, int to, int attackedTo) {

        static Slice of(int number, Samples batch, int attacked) {
            int from = number * SLICE;
            int to = Math.min(batch.size(), from + SLICE);
            return new Slice(batch, from, to, Math.max(from, Math.min(to, attacked)));
        }

        Samples attacked() {
            return batch.at(IntStream.range(from, attackedTo).toArray());
        }
    }

    /**
     * The figures of a step.
     *
     * @param loss the sum over the samples, before the step
     * @param right how many of the points were classified correctly, before the step
     * @param attackedRight how many of the attacked ones
     * @param attacked how many points were attacked
     */
    record Result(double loss, long right, long attackedRight, long attacked) {

        static final Result NONE = new Result(0, 0, 0, 0);

        Result plus(Result other) {
            return new Result(
                    loss + other.loss,
                    right + other.right,
                    attackedRight + other.attackedRight,
                    attacked + other.attacked);
        }
    }

    int classes() {
        return classifiers.get(0).classes();
    }

    /**
     * Makes a step.
     *
     * @param positions of the batch's samples
     * @param epsilonShare the size of the ball, as a share of the full one
     * @param seed of the random starts in this epoch
     */
    Result run(int[] positions, double epsilonShare, long seed) {
        Samples batch = samples.at(positions);
        if (recipe.intervals().isPresent()) {
            CertifiedTraining method = recipe.intervals().get();
            Matrix centers = centers(batch, epsilonShare * (1 - method.boxShare()), seed);
            return new IntervalStep(model, method, ball, domain).run(batch, centers, epsilonShare);
        }
        Points points = new Points(batch.size(), batch.shape().features());
        int attacked = recipe.share() == 0 ? 0 : (int) Math.max(1, Math.round(recipe.share() * batch.size()));
        ThreatModel threat = ThreatModel.untargeted(ball.withEpsilon(ball.epsilon() * epsilonShare), domain);
        ParallelSlices.run(slices(batch.size()), executor, number -> {
            Slice slice = Slice.of(number, batch, attacked);
            points.prepare(slice, threat, seed, classifiers.get(number));
        });
        TrainingPass pass = model.forward(points.matrix());
        Matrix logits = pass.logits();
        int[] labels = IntStream.range(0, batch.size()).map(batch::label).toArray();
        float[] upstream = new float[logits.values().length];
        double loss = recipe.loss().evaluate(logits, labels, upstream);
        pass.backward(new Matrix(logits.rows(), logits.columns(), upstream));
        model.update(batch.size());
        return new Result(loss, right(logits, labels, labels.length), right(logits, labels, attacked), attacked);
    }

    /**
     * The middles of small boxes: the worst points of the ball that is left when the boxes are to stay inside.
     *
     * @param share the size of that ball; none is left for 0
     */
    private Matrix centers(Samples batch, double share, long seed) {
        if (share == 0) {
            return batch.inputs();
        }
        int features = batch.shape().features();
        float[] centers = new float[batch.size() * features];
        ThreatModel threat = ThreatModel.untargeted(ball.withEpsilon(ball.epsilon() * share), domain);
        ParallelSlices.run(slices(batch.size()), executor, number -> {
            Slice slice = Slice.of(number, batch, batch.size());
            float[] worst = new InnerMaximization(OF_BOXES)
                    .of(classifiers.get(number), slice.attacked(), threat, seed)
                    .values();
            System.arraycopy(worst, 0, centers, slice.from() * features, worst.length);
        });
        return new Matrix(batch.size(), features, centers);
    }

    /** Of the first samples; at the adversarial points, where there are clean ones too. */
    private int right(Matrix logits, int[] labels, int samples) {
        int first = recipe.loss().beta() > 0 ? labels.length : 0;
        return (int) IntStream.range(0, samples)
                .filter(i -> logits.argMax(first + i) == labels[i])
                .count();
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

        /** Those of one slice. */
        void prepare(Slice slice, ThreatModel threat, long seed, DifferentiableClassifier classifier) {
            float[] clean = slice.batch().inputs().values();
            put(clean, slice.from(), 0, slice.from(), slice.to());
            if (recipe.loss().beta() > 0) {
                put(clean, slice.from(), 1, slice.from(), slice.to());
            }
            if (recipe.attack().isPresent() && slice.attackedTo() > slice.from()) {
                float[] worst = new InnerMaximization(recipe.attack().get())
                        .of(classifier, slice.attacked(), threat, seed)
                        .values();
                put(worst, 0, recipe.loss().beta() > 0 ? 1 : 0, slice.from(), slice.attackedTo());
            }
            if (recipe.loss().lambda() > 0) {
                put(moved(slice, classifier), 0, recipe.loss().pointsOfASample() - 1, slice.from(), slice.to());
            }
        }

        private void put(float[] source, int sourceRow, int block, int from, int to) {
            System.arraycopy(
                    source, sourceRow * features, values, (block * samples + from) * features, (to - from) * features);
        }

        /** Each first point moved by h along the gradient of its loss; where that is zero it stays. */
        private float[] moved(Slice slice, DifferentiableClassifier classifier) {
            Matrix base = new Matrix(
                    slice.to() - slice.from(),
                    features,
                    Arrays.copyOfRange(values, slice.from() * features, slice.to() * features));
            float[] gradient = gradient(base, slice, classifier);
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

        private static float[] gradient(Matrix base, Slice slice, DifferentiableClassifier classifier) {
            try (ForwardPass pass = classifier.forward(base)) {
                Matrix logits = pass.logits();
                float[] upstream = new float[logits.values().length];
                for (int i = 0; i < base.rows(); i++) {
                    float[] direction =
                            CROSS_ENTROPY.direction(logits.row(i), slice.batch().label(slice.from() + i));
                    System.arraycopy(direction, 0, upstream, i * direction.length, direction.length);
                }
                return pass.backward(new Matrix(logits.rows(), logits.columns(), upstream))
                        .values();
            }
        }
    }
}
