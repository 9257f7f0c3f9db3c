package org.robustness4j.attack.gradient;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.loss.internal.AdversarialLoss;

/**
 * Auto-PGD on the cross-entropy.
 *
 * <p>Croce, Hein, arXiv 2003.01690, section 3.
 */
@API(status = Status.STABLE, since = "0.1")
public final class ApgdCe extends Apgd {

    /** 100 steps, once. */
    public ApgdCe() {
        this(100, 1);
    }

    /**
     * Sets the effort.
     *
     * @param restarts the number of random points to start from
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1
     */
    public ApgdCe(int steps, int restarts) {
        this(steps, restarts, false);
    }

    private ApgdCe(int steps, int restarts, boolean decreasingEpsilon) {
        super(steps, restarts, decreasingEpsilon);
    }

    /**
     * The same attack with a larger epsilon at first, for L1: three tenths of the steps in a ball of three times
     * epsilon, as many in one of twice epsilon, and the rest in the ball itself, each from the best point of the one
     * before. Points outside the ball are no success.
     *
     * <p>Croce, Hein, arXiv 2103.01208.
     *
     * @throws IllegalArgumentException if there are fewer than 3 steps
     */
    public ApgdCe withDecreasingEpsilon() {
        return new ApgdCe(steps(), restarts(), true);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return SearchSequence.repeat(
                restarts(),
                () -> run(sample, AdversarialLoss.of(new CrossEntropy(), sample.threatModel(), sample.label())));
    }
}
