package org.robustness4j.attack;

import java.util.random.RandomGenerator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.internal.runner.SampleRandom;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** Images of uniform noise, what fake images grow from. */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class NoiseImages {

    private static final String STREAM = "noise images";

    private NoiseImages() {}

    /**
     * Draws images, every feature uniformly from the domain. Of sequences every step is there.
     *
     * @param shape the shape of one image
     * @param domain the values a feature may take
     * @param count the number of images
     * @param seed image {@code i} is a function of seed and {@code i}
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public static Samples draw(InputShape shape, Domain domain, int count, long seed) {
        if (count < 1) {
            throw new IllegalArgumentException("There must be at least 1 image, but " + count + " were asked for");
        }
        float[] images = new float[Matrix.size(count, shape.features())];
        for (int i = 0; i < count; i++) {
            RandomGenerator random = SampleRandom.of(seed, STREAM, i);
            for (int j = 0; j < shape.values(); j++) {
                double value = domain.minimum() + domain.width() * random.nextDouble();
                images[i * shape.features() + j] = Math.min(domain.maximum(), (float) value);
            }
            for (int step = 0; shape.masked() && step < shape.width(); step++) {
                images[i * shape.features() + shape.maskIndex(step)] = 1;
            }
        }
        return Samples.unlabelled(shape, new Matrix(count, shape.features(), images));
    }
}
