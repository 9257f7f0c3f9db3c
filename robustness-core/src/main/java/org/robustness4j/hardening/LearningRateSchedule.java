package org.robustness4j.hardening;

import java.util.function.DoubleUnaryOperator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The learning rate over the course of training, in place of the model's own. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface LearningRateSchedule {

    /**
     * The learning rate of a step.
     *
     * @param progress the share of all steps that are done, from 0 to below 1
     */
    double at(double progress);

    /** Its name and parameters, for results. */
    String description();

    /** The same rate all the time. */
    static LearningRateSchedule constant(double rate) {
        return of("constant " + requirePositive(rate), progress -> rate);
    }

    /** Half a cosine from the rate down to 0: Loshchilov, Hutter, arXiv 1608.03983, equation 5, without restarts. */
    static LearningRateSchedule cosine(double rate) {
        return of("cosine from " + requirePositive(rate), progress -> rate * (1 + Math.cos(Math.PI * progress)) / 2);
    }

    /**
     * Evenly up to the rate in the first 2 / 5 of the steps and down to 0 in the rest: Smith, Topin, arXiv 1708.07120,
     * as in Wong, Rice, Kolter, arXiv 2001.03994.
     */
    static LearningRateSchedule oneCycle(double rate) {
        return of(
                "one cycle to " + requirePositive(rate),
                progress -> rate * (progress < 0.4 ? progress / 0.4 : (1 - progress) / 0.6));
    }

    private static double requirePositive(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("A learning rate must be a positive number, but is " + rate);
        }
        return rate;
    }

    private static LearningRateSchedule of(String description, DoubleUnaryOperator rate) {
        return new LearningRateSchedule() {
            @Override
            public double at(double progress) {
                return rate.applyAsDouble(progress);
            }

            @Override
            public String description() {
                return description;
            }
        };
    }
}
