package org.robustness4j.attack.corruption;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;

/** A number of random points, shown to the model one after the other. */
final class RandomPoints implements Search {

    private final Supplier<float[]> points;
    private int left;

    RandomPoints(int count, Supplier<float[]> points) {
        this.left = count;
        this.points = points;
    }

    @Override
    public float @Nullable [] next() {
        return left == 0 ? null : points.get();
    }

    @Override
    public boolean needsGradients() {
        return false;
    }

    @Override
    public void observe(float[] point, float[] logits, float[][] gradients) {
        left--;
    }
}
