package org.robustness4j.attack.corruption;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.threat.Norm;

/**
 * Points drawn uniformly from the ball, clipped to the range: what chance alone achieves. A model that withstands it
 * is not robust against an adversary; an attack that does no better is broken.
 */
@API(status = Status.STABLE, since = "0.1")
public final class UniformNoise extends Noise {

    /** 100 points a sample. */
    public UniformNoise() {
        this(100);
    }

    /**
     * Sets the effort.
     *
     * @param draws the number of points tried on each sample
     * @throws IllegalArgumentException if {@code draws} is less than 1
     */
    public UniformNoise(int draws) {
        super(draws);
    }

    /** In L0 as many positions as may change are drawn, and a value for each. */
    @Override
    public boolean isMadeFor(Norm norm) {
        return true;
    }

    @Override
    float[] draw(AttackedSample sample) {
        return sample.region().uniformPoint(sample.random());
    }
}
