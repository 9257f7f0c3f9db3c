package org.robustness4j.attack;

import java.util.Map;

/**
 * Points drawn uniformly from the ball, clipped to the range: what chance alone achieves. A model that stands it is not
 * robust against an adversary; an attack that does no better than it is broken.
 */
public final class UniformNoise extends Attack {

    private final int draws;

    /** 100 points a sample. */
    public UniformNoise() {
        this(100);
    }

    /**
     * Chooses the effort.
     *
     * @param draws the number of points tried on each sample
     * @throws IllegalArgumentException if {@code draws} is less than 1
     */
    public UniformNoise(int draws) {
        this.draws = Restarts.requirePositive(draws);
    }

    @Override
    protected Search begin(Subject subject) {
        return new RandomPoints(draws, () -> subject.region().uniformPoint(subject.random()));
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("draws", draws);
    }

    @Override
    public AttackKind kind() {
        return AttackKind.CORRUPTION;
    }
}
