package org.robustness4j.attack.loss.internal;

import org.robustness4j.attack.loss.Loss;
import org.robustness4j.threat.ThreatModel;

/** A function of the logits that the adversary increases on one sample. */
public interface AdversarialLoss {

    /**
     * The value.
     *
     * @param logits {@code classes} values
     */
    double value(float[] logits);

    /**
     * The gradient with respect to the logits, up to a positive factor that may differ from point to point.
     *
     * @param logits {@code classes} values
     * @return {@code classes} values
     */
    float[] direction(float[] logits);

    /**
     * The loss of a sample's label, or the negative one of the target when there is one.
     *
     * @param label the true class of the sample
     */
    static AdversarialLoss of(Loss loss, ThreatModel threatModel, int label) {
        return threatModel.goal().hasTarget() ? towards(loss, threatModel.target()) : awayFrom(loss, label);
    }

    private static AdversarialLoss awayFrom(Loss loss, int label) {
        return new AdversarialLoss() {
            @Override
            public double value(float[] logits) {
                return loss.value(logits, label);
            }

            @Override
            public float[] direction(float[] logits) {
                return loss.direction(logits, label);
            }
        };
    }

    private static AdversarialLoss towards(Loss loss, int target) {
        return new AdversarialLoss() {
            @Override
            public double value(float[] logits) {
                return -loss.value(logits, target);
            }

            @Override
            public float[] direction(float[] logits) {
                float[] given = loss.direction(logits, target);
                if (given == null) {
                    throw new IllegalStateException(
                            "The loss " + loss.getClass().getName()
                                    + " gives null from direction(); give one value for each class");
                }
                // a copy: a loss may give the same array again
                float[] direction = given.clone();
                for (int j = 0; j < direction.length; j++) {
                    direction[j] = -direction[j];
                }
                return direction;
            }
        };
    }
}
