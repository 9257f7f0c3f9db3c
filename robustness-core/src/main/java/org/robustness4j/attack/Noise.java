package org.robustness4j.attack;

import java.util.Map;

/** Random points that know nothing of the model. */
abstract class Noise extends Attack {

    private final int draws;

    Noise(int draws) {
        this.draws = Requirements.runs(draws);
    }

    /** A random point for one sample. */
    abstract float[] draw(Subject subject);

    @Override
    protected final Search begin(Subject subject) {
        return new RandomPoints(draws, () -> draw(subject));
    }

    @Override
    public final Map<String, Object> parameters() {
        return Map.of("draws", draws);
    }

    @Override
    public final ModelAccess follows() {
        return ModelAccess.DECISIONS;
    }

    @Override
    public final AttackKind kind() {
        return AttackKind.CORRUPTION;
    }
}
