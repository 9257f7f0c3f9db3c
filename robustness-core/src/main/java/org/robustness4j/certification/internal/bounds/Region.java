package org.robustness4j.certification.internal.bounds;

import org.jspecify.annotations.Nullable;

/**
 * The points whose logits are bounded: a box, perhaps cut with an L2 or L1 ball around a point of it.
 *
 * @param low the least value of each feature
 * @param high the largest value of each feature
 * @param ball null for the box alone
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record Region(double[] low, double[] high, @Nullable Ball ball) {

    /** A box alone. */
    public static Region box(double[] low, double[] high) {
        return new Region(low, high, null);
    }

    /** The same ball in another box. */
    Region within(double[] newLow, double[] newHigh) {
        return new Region(newLow, newHigh, ball);
    }

    /** Whether linear functions of single features say all there is about it. */
    boolean isBox() {
        return ball == null;
    }

    /**
     * A lower bound of a linear function, {@code sum of a x}, and a point where it is nearly reached.
     *
     * @param point receives the point
     */
    double minimum(double[] a, double[] point) {
        double least = 0;
        for (int i = 0; i < a.length; i++) {
            point[i] = a[i] >= 0 ? low[i] : high[i];
            least += a[i] * point[i];
        }
        return ball == null ? least : Math.max(least, ball.minimum(this, a, point));
    }

    /**
     * A ball.
     *
     * @param center its middle
     * @param radius in the units of the scaled features
     * @param scales for each feature the length of one unit: the ball is that of {@code (x - center) / scale}
     * @param isEuclidean L2, else L1
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record Ball(double[] center, double radius, double[] scales, boolean isEuclidean) {

        private static final int BISECTIONS = 60;

        /** Of one term, and of the point that it stands for. */
        private static final int ROUNDINGS = 16;

        /**
         * By weak duality any multiplier gives a lower bound; the best is sought by bisection, as the distance of the
         * minimiser falls when the multiplier grows.
         */
        private double minimum(Region box, double[] a, double[] point) {
            double largest = 0;
            for (int i = 0; i < a.length; i++) {
                largest = Math.max(largest, Math.abs(a[i] * scales[i]));
            }
            if (!(largest > 0)) {
                System.arraycopy(center, 0, point, 0, point.length);
                return dot(a, center);
            }
            double few = 0;
            double many = isEuclidean ? largest * Math.sqrt(a.length) / Math.max(radius, Double.MIN_NORMAL) : largest;
            double[] tried = new double[a.length];
            if (isWithin(distance(box, a, 0, tried))) {
                return Double.NEGATIVE_INFINITY; // the box alone says as much
            }
            for (int i = 0; i < BISECTIONS; i++) {
                double middle = few + (many - few) / 2;
                if (isWithin(distance(box, a, middle, tried))) {
                    many = middle;
                } else {
                    few = middle;
                }
            }
            double near = distance(box, a, many, point);
            double far = distance(box, a, few, tried);
            if (!isEuclidean && far > near) {
                // where a feature goes part of its way, the point lies between those of the two multipliers
                double share = Math.max(0, Math.min(1, (radius - near) / (far - near)));
                for (int i = 0; i < point.length; i++) {
                    point[i] += share * (tried[i] - point[i]);
                }
            }
            return Math.max(dual(box, a, many), dual(box, a, few));
        }

        private boolean isWithin(double distance) {
            return distance <= (isEuclidean ? radius * radius : radius);
        }

        /** What the minimiser for a multiplier is away, squared for L2. */
        private double distance(Region box, double[] a, double multiplier, double[] x) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                double move = move(box, a, multiplier, i);
                x[i] = center[i] + move * scales[i];
                sum += isEuclidean ? move * move : Math.abs(move);
            }
            return sum;
        }

        /** In scaled units. */
        private double move(Region box, double[] a, double multiplier, int i) {
            double slope = a[i] * scales[i];
            double down = (box.low[i] - center[i]) / scales[i];
            double up = (box.high[i] - center[i]) / scales[i];
            if (slope == 0) {
                return Math.max(down, Math.min(up, 0));
            }
            if (isEuclidean && multiplier > 0) {
                return Math.max(down, Math.min(up, -slope / multiplier));
            }
            if (!isEuclidean && Math.abs(slope) <= multiplier) {
                return Math.max(down, Math.min(up, 0));
            }
            return slope > 0 ? down : up;
        }

        /**
         * The least value of {@code sum of a x + multiplier (size(x - center) - radius)} over the box, less what is
         * rounded here.
         */
        private double dual(Region box, double[] a, double multiplier) {
            double sum = -multiplier * (isEuclidean ? radius * radius / 2 : radius);
            double sizes = Math.abs(sum);
            for (int i = 0; i < a.length; i++) {
                double move = move(box, a, multiplier, i);
                double cost = multiplier * (isEuclidean ? move * move / 2 : Math.abs(move));
                double there = a[i] * center[i];
                double moved = a[i] * scales[i] * move;
                sum += there + moved + cost;
                sizes += Math.abs(there) + Math.abs(moved) + cost;
            }
            return sum - Gamma.ofDoubles(a.length + ROUNDINGS) * sizes;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
