package org.robustness4j.hardening;

import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.data.Matrix;

/**
 * The loss that one step minimises, as a function of the logits of its points: for each sample its point, then, for
 * TRADES, its adversarial point, then, for a gradient penalty, its point moved along the gradient.
 *
 * @param beta the weight of the divergence between the first two, 0 without
 * @param lambda the weight of the penalty, 0 without
 * @param h the distance that the points are moved by
 */
record TrainingLoss(double beta, double lambda, double h) {

    private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();

    /** How many points of each sample it looks at. */
    int pointsOfASample() {
        return 1 + (beta > 0 ? 1 : 0) + (lambda > 0 ? 1 : 0);
    }

    /**
     * The loss, and its gradient with respect to the logits.
     *
     * @param logits of the points, all first ones before all second ones
     * @param labels of the samples
     * @param upstream receives the gradient of the sum over the samples, of the shape of the logits
     * @return the sum over the samples
     */
    double evaluate(Matrix logits, int[] labels, float[] upstream) {
        int n = labels.length;
        int classes = logits.columns();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            float[] at = logits.row(i);
            double loss = CROSS_ENTROPY.value(at, labels[i]);
            sum += loss;
            add(upstream, i * classes, CROSS_ENTROPY.gradient(at, labels[i]), 1);
            if (beta > 0) {
                sum += beta * divergence(at, logits.row(n + i), upstream, i * classes, (n + i) * classes);
            }
            if (lambda > 0) {
                int moved = (pointsOfASample() - 1) * n + i;
                float[] there = logits.row(moved);
                double slope = (CROSS_ENTROPY.value(there, labels[i]) - loss) / h;
                sum += lambda * slope * slope;
                double factor = 2 * lambda * slope / h;
                add(upstream, moved * classes, CROSS_ENTROPY.gradient(there, labels[i]), factor);
                add(upstream, i * classes, CROSS_ENTROPY.gradient(at, labels[i]), -factor);
            }
        }
        return sum;
    }

    private static void add(float[] sums, int from, float[] terms, double factor) {
        for (int j = 0; j < terms.length; j++) {
            sums[from + j] += (float) (factor * terms[j]);
        }
    }

    /** {@code KL(p || q) = sum p log(p / q)}; its gradient is {@code q - p} for the logits of q. */
    private double divergence(float[] clean, float[] adversarial, float[] upstream, int atClean, int atAdversarial) {
        int classes = clean.length;
        double[] logP = new double[classes];
        double[] logQ = new double[classes];
        double divergence = 0;
        for (int j = 0; j < classes; j++) {
            logP[j] = -CROSS_ENTROPY.value(clean, j);
            logQ[j] = -CROSS_ENTROPY.value(adversarial, j);
            divergence += StrictMath.exp(logP[j]) * (logP[j] - logQ[j]);
        }
        for (int j = 0; j < classes; j++) {
            double p = StrictMath.exp(logP[j]);
            upstream[atClean + j] += (float) (beta * p * (logP[j] - logQ[j] - divergence));
            upstream[atAdversarial + j] += (float) (beta * (StrictMath.exp(logQ[j]) - p));
        }
        return divergence;
    }
}
