package org.robustness4j.attack.corruption;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.threat.FeasibleRegion;

/**
 * Points in normally distributed directions, stretched to the surface of the ball and clipped to the range: the noise
 * of a sensor, as large as the threat model lets it be. Like uniform noise a baseline, not an adversary.
 */
@API(status = Status.STABLE, since = "0.1")
public final class GaussianNoise extends Noise {

    /** 100 points a sample. */
    public GaussianNoise() {
        this(100);
    }

    /**
     * Sets the effort.
     *
     * @param draws the number of points tried on each sample
     * @throws IllegalArgumentException if {@code draws} is less than 1
     */
    public GaussianNoise(int draws) {
        super(draws);
    }

    @Override
    float[] draw(AttackedSample sample) {
        FeasibleRegion region = sample.region();
        region.epsilon();
        double[] change = new double[sample.shape().features()];
        for (int feature : region.mutableFeatures()) {
            change[feature] = sample.random().nextGaussian();
        }
        return region.onSurface(change);
    }
}
