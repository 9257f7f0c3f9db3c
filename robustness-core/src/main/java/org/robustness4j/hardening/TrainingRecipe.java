package org.robustness4j.hardening;

import java.util.Optional;
import org.robustness4j.attack.Attack;

/**
 * The settings of a hardening method for each step.
 *
 * @param attack finds the worst points, if there is one
 * @param share of the samples in a batch that are attacked
 * @param warmUpEpochs in which epsilon grows
 * @param loss what is minimised, unless that is what intervals allow
 * @param intervals how they are trained, if they are
 */
record TrainingRecipe(
        Optional<Attack> attack,
        double share,
        double warmUpEpochs,
        TrainingLoss loss,
        Optional<CertifiedTraining> intervals) {

    static TrainingRecipe of(HardeningMethod method) {
        if (method instanceof AdversarialTraining training) {
            double lambda = training.regularization()
                    .map(GradientRegularization::lambda)
                    .orElse(0.0);
            double h = training.regularization().map(GradientRegularization::h).orElse(1.0);
            return new TrainingRecipe(
                    Optional.of(training.attack()),
                    training.share(),
                    training.warmUpEpochs(),
                    new TrainingLoss(training.beta(), lambda, h),
                    Optional.empty());
        }
        if (method instanceof CertifiedTraining training) {
            return new TrainingRecipe(
                    Optional.empty(),
                    0,
                    training.warmUpEpochs() + training.rampEpochs(),
                    new TrainingLoss(0, 0, 1),
                    Optional.of(training));
        }
        GradientRegularization penalty = (GradientRegularization) method;
        return new TrainingRecipe(
                Optional.empty(), 0, 0, new TrainingLoss(0, penalty.lambda(), penalty.h()), Optional.empty());
    }

    /**
     * Epsilon as a share of its full size.
     *
     * @param epochs how many epochs of training are done, with the part of the one under way
     */
    double epsilonShare(double epochs) {
        return intervals
                .map(training -> training.epsilonShare(epochs))
                .orElseGet(() -> warmUpEpochs == 0 ? 1 : Math.min(1, epochs / warmUpEpochs));
    }
}
