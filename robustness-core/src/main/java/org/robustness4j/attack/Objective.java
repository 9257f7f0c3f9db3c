package org.robustness4j.attack;

/** A function of the logits that the adversary increases on one sample. */
public interface Objective {

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

    /** Away from the sample's label, or towards the target when there is one, along a loss. */
    static Objective of(Loss loss, Subject subject) {
        return subject.threatModel().goal().hasTarget()
                ? towards(loss, subject.threatModel().target())
                : awayFrom(loss, subject.label());
    }

    private static Objective awayFrom(Loss loss, int label) {
        return new Objective() {
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

    private static Objective towards(Loss loss, int target) {
        return new Objective() {
            @Override
            public double value(float[] logits) {
                return -loss.value(logits, target);
            }

            @Override
            public float[] direction(float[] logits) {
                float[] direction = loss.direction(logits, target);
                for (int j = 0; j < direction.length; j++) {
                    direction[j] = -direction[j];
                }
                return direction;
            }
        };
    }
}
