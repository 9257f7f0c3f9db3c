package org.robustness4j.attack.minimal;

import org.robustness4j.threat.Norm;

/** Steps along gradients of any size, also such as float32 cannot square. */
final class NormalizedGradient {

    private NormalizedGradient() {}

    /** The point after a step of an L2 size along a gradient; the point itself where the gradient is zero. */
    static float[] step(float[] point, float[] gradient, double size) {
        double length = Norm.L2.size(gradient);
        float[] next = point.clone();
        for (int i = 0; length > 0 && i < next.length; i++) {
            next[i] += (float) (size * gradient[i] / length);
        }
        return next;
    }
}
