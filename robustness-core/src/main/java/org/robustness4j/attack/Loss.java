package org.robustness4j.attack;

/** A function of the logits that grows as a class becomes less likely. */
public interface Loss {

    /**
     * The gradient of the loss with respect to the logits, up to a positive factor that may differ from sample to sample.
     *
     * @param logits {@code classes} values
     * @param label the class that becomes less likely
     * @return {@code classes} values, zero only where the loss has no direction to grow in
     */
    float[] gradient(float[] logits, int label);
}
