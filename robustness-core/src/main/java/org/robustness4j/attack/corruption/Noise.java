package org.robustness4j.attack.corruption;

import java.util.Map;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;

/** Random points that know nothing of the model. */
abstract class Noise extends Attack {

    private final int draws;

    Noise(int draws) {
        this.draws = Requirements.runs(draws);
    }

    /** A random point for one sample. */
    abstract float[] draw(AttackedSample sample);

    @Override
    protected final Search begin(AttackedSample sample) {
        return new RandomPoints(draws, () -> draw(sample));
    }

    @Override
    public final Map<String, Object> parameters() {
        return Map.of("draws", draws);
    }

    @Override
    public final AttackTraits traits() {
        return AttackTraits.CORRUPTION;
    }
}
