package org.robustness4j.attack.corruption;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Search;

/** A number of random points, shown to the model one after the other. */
final class RandomPoints implements Search {

    private final Supplier<float[]> points;
    private final Deque<float[]> drawn = new ArrayDeque<>();
    private int left;

    RandomPoints(int count, Supplier<float[]> points) {
        this.left = count;
        this.points = points;
    }

    @Override
    public float @Nullable [] next() {
        if (left == 0) {
            return null;
        }
        return drawn.isEmpty() ? points.get() : drawn.remove();
    }

    @Override
    public List<float[]> foreseen(int most) {
        while (drawn.size() < Math.min(most, left - 1)) {
            drawn.add(points.get());
        }
        return drawn.stream().limit(most).toList();
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
