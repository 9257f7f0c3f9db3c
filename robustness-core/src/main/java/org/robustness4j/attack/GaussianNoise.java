package org.robustness4j.attack;

import java.util.Map;

/**
 * Points in normally distributed directions, stretched to the surface of the ball and clipped to the range: the noise of a
 * sensor, as large as the threat model lets it be. Like uniform noise a baseline, not an adversary.
 */
public final class GaussianNoise extends Attack {

    private final int draws;

    /** 100 points a sample. */
    public GaussianNoise() {
        this(100);
    }

    /**
     * Chooses the effort.
     *
     * @param draws the number of points tried on each sample
     * @throws IllegalArgumentException if {@code draws} is less than 1
     */
    public GaussianNoise(int draws) {
        this.draws = Restarts.requirePositive(draws);
    }

    @Override
    protected Search begin(Subject subject) {
        return new RandomPoints(draws, () -> subject.region().gaussianPoint(subject.random()));
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
