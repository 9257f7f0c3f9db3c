package org.robustness4j.attack.loss;

import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A function of the logits that grows as a class becomes less likely. */
@API(status = Status.STABLE, since = "0.1")
public interface Loss extends Serializable {

    /**
     * The loss.
     *
     * @param logits {@code classes} values
     * @param label the class that becomes less likely as it grows
     */
    double value(float[] logits, int label);

    /**
     * The gradient of the loss with respect to the logits.
     *
     * @param logits {@code classes} values
     * @param label the class that becomes less likely
     * @return {@code classes} values
     */
    float[] gradient(float[] logits, int label);

    /**
     * The gradient up to a positive factor that may differ from sample to sample: for attacks that follow its direction
     * alone. A loss whose gradient vanishes in float32 gives it a factor with which it does not.
     *
     * @param logits {@code classes} values
     * @param label the class that becomes less likely
     * @return {@code classes} values, zero only where the loss has no direction to grow in
     */
    default float[] direction(float[] logits, int label) {
        return gradient(logits, label);
    }

    /** The name of the loss in results. */
    default String name() {
        return getClass().getSimpleName();
    }
}
