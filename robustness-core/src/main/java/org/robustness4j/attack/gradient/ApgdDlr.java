package org.robustness4j.attack.gradient;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.loss.DlrLoss;
import org.robustness4j.attack.loss.internal.AdversarialLoss;

/**
 * Auto-PGD on the difference of logits ratio, which neither scale nor shift of the logits changes.
 *
 * <p>Croce, Hein, arXiv 2003.01690, section 3.
 */
@API(status = Status.STABLE, since = "0.1")
public final class ApgdDlr extends Apgd {

    /** 100 steps, once. */
    public ApgdDlr() {
        this(100, 1);
    }

    /**
     * Sets the effort.
     *
     * @param restarts the number of random points to start from
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1
     */
    public ApgdDlr(int steps, int restarts) {
        super(steps, restarts, false);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return SearchSequence.repeat(
                restarts(), () -> run(sample, AdversarialLoss.of(new DlrLoss(), sample.threatModel(), sample.label())));
    }
}
