package org.robustness4j.attack.gradient;

import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.internal.Requirements;

/**
 * The size of one step in the norm of the threat model.
 *
 * @param value the size, in the data's own units or as a share of epsilon
 * @param relative whether it is a share of epsilon
 */
@API(status = Status.STABLE, since = "0.1")
public record StepSize(double value, boolean relative) implements Serializable {

    /** @throws IllegalArgumentException if the size is not a positive, finite number */
    public StepSize {
        Requirements.positive("A step size", value);
    }

    /** A size in the data's own units. */
    public static StepSize of(double size) {
        return new StepSize(size, false);
    }

    /** A share of epsilon. */
    public static StepSize ofEpsilon(double share) {
        return new StepSize(share, true);
    }

    double at(double epsilon) {
        return relative ? value * epsilon : value;
    }

    @Override
    public String toString() {
        return relative ? value + " * epsilon" : Double.toString(value);
    }
}
