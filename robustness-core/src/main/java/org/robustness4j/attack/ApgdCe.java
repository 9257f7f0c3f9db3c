package org.robustness4j.attack;

/**
 * Auto-PGD on the cross-entropy.
 *
 * <p>Croce, Hein, arXiv 2003.01690, section 3.
 */
public final class ApgdCe extends Apgd {

    /** 100 steps, once. */
    public ApgdCe() {
        this(100, 1);
    }

    /**
     * Chooses the effort.
     *
     * @param restarts the number of random points to start from
     * @throws IllegalArgumentException if {@code steps} or {@code restarts} is less than 1
     */
    public ApgdCe(int steps, int restarts) {
        super(steps, restarts);
    }

    @Override
    protected Search begin(Subject subject) {
        return SearchSequence.repeat(restarts(), () -> run(subject, Objective.of(new CrossEntropy(), subject)));
    }
}
