package org.robustness4j.attack.minimal;

/** Half a wave of the cosine, from a first to a last value. */
final class CosineSchedule {

    private CosineSchedule() {}

    static double at(double first, double last, int step, int steps) {
        return last + (first - last) * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
    }
}
