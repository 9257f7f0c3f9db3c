package org.robustness4j.threat;

import java.io.Serializable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.threat.internal.EpsilonName;

/** The limit on the distance from the clean sample, besides the domain that every point stays in. */
@API(status = Status.STABLE, since = "0.1")
public sealed interface Perturbation extends Serializable {

    /**
     * No further than a distance.
     *
     * @param norm how distance is measured
     * @param epsilon the largest distance, in the data's own units; in L0 the number of features that may change
     * @param perStep whether the distance is that of each step of a sequence by itself, so that the adversary may go as
     *     far as epsilon in every one; in {@link Norm#LINF} that is the same
     */
    @API(status = Status.STABLE, since = "0.1")
    record Ball(Norm norm, double epsilon, boolean perStep) implements Perturbation {

        /** The distance of the whole sample. */
        public Ball(Norm norm, double epsilon) {
            this(norm, epsilon, false);
        }

        /** @throws IllegalArgumentException if epsilon is not a positive, finite number, in L0 a whole one */
        public Ball {
            if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
                throw new IllegalArgumentException("Epsilon must be a positive number, but is " + epsilon
                        + (epsilon == 0 ? "; did you write 8/255, which is 0 in Java, for 8 / 255.0?" : ""));
            }
            if (norm == Norm.L0 && epsilon != Math.rint(epsilon)) {
                throw new IllegalArgumentException("Epsilon in L0 is the number of features, or positions, that may"
                        + " change, but is " + epsilon + "; give a whole number, such as 2");
            }
        }

        /** A ball of another size. */
        public Ball withEpsilon(double newEpsilon) {
            return new Ball(norm, newEpsilon, perStep);
        }

        /** For people: {@code LINF 8/255}, {@code L2 0.5 per step}, {@code 2 positions}. */
        @Override
        public String toString() {
            String distance = norm == Norm.L0
                    ? new EpsilonName(epsilon) + (epsilon == 1 ? " position" : " positions")
                    : norm + " " + new EpsilonName(epsilon);
            return distance + (perStep && norm != Norm.LINF ? " per step" : "");
        }
    }

    /** Anywhere: distances are reported, not limited. */
    @API(status = Status.STABLE, since = "0.1")
    record Unbounded() implements Perturbation {

        @Override
        public String toString() {
            return "unbounded";
        }
    }
}
