package org.robustness4j.hardening;

import java.util.Optional;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.internal.IntervalPass;
import org.robustness4j.model.internal.TrainableModel;
import org.robustness4j.threat.Perturbation;

/** One step of {@link CertifiedTraining} on a batch. */
record IntervalStep(TrainableModel model, CertifiedTraining method, Perturbation.Ball ball, Domain domain) {

    private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();

    /**
     * Makes a step.
     *
     * @param centers of the boxes
     * @param epsilonShare the size of the ball, as a share of the full one
     */
    TrainingStep.Result run(Samples batch, Matrix centers, double epsilonShare) {
        int n = batch.size();
        double plain = method.plainShare(epsilonShare);
        IntervalPass pass = forward(batch, centers, ball.epsilon() * epsilonShare * method.boxShare());
        Matrix logits = pass.logits();
        Matrix intervals = pass.intervals();
        int classes = logits.columns();
        float[] ofLogits = new float[n * classes];
        float[] ofIntervals = new float[intervals.values().length];
        double loss = 0;
        long right = 0;
        long certified = 0;
        for (int i = 0; i < n; i++) {
            int label = batch.label(i);
            WorstLogits worst = new WorstLogits(intervals.row(i), classes, label);
            float[] row = logits.row(i);
            float[] least = worst.logits();
            loss += plain * CROSS_ENTROPY.value(row, label) + (1 - plain) * CROSS_ENTROPY.value(least, label);
            float[] gradient = CROSS_ENTROPY.gradient(row, label);
            for (int j = 0; j < classes; j++) {
                ofLogits[i * classes + j] = (float) (plain * gradient[j]);
            }
            worst.backward(CROSS_ENTROPY.gradient(least, label), 1 - plain, ofIntervals, i * intervals.columns());
            right += logits.argMax(i) == label ? 1 : 0;
            certified += new Matrix(1, classes, least).argMax(0) == label ? 1 : 0;
        }
        pass.backward(new Matrix(n, classes, ofLogits), new Matrix(n, intervals.columns(), ofIntervals));
        model.update(n);
        return new TrainingStep.Result(loss, right, certified, n);
    }

    private IntervalPass forward(Samples batch, Matrix centers, double epsilon) {
        int features = batch.shape().features();
        float[] middle = centers.values();
        float[] low = middle.clone();
        float[] high = middle.clone();
        for (int i = 0; i < middle.length; i++) {
            if (domain.isMutable(i % features)) {
                low[i] = (float) Math.max(domain.minimum(), middle[i] - epsilon);
                high[i] = (float) Math.min(domain.maximum(), middle[i] + epsilon);
            }
        }
        return model.forward(
                centers, new Matrix(batch.size(), features, low), new Matrix(batch.size(), features, high));
    }

    /** Why it cannot be made, if so. */
    static Optional<String> problem(Perturbation.Ball ball) {
        return switch (ball.norm()) {
            case LINF -> Optional.empty();
            case L2, L1, L0 ->
                Optional.of("Certified training is for boxes, in LINF, and not for " + ball.norm()
                        + "; give an epsilon in LINF, or take adversarial training");
        };
    }
}
