package org.robustness4j.dl4j.layerwise;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How finely gradients are compared with differences.
 *
 * @param type of the numbers
 * @param steps of the differences, as a share of the size of the inputs: what lies near a kink for one does not for another
 * @param curvature from where the differences of the two sides are those of a kink, as a share of both
 * @param tolerance the largest difference of right gradients, as a share of them: above what DL4J's own derivative of GELU is
 *     off by
 * @param rounding of one value
 */
record Precision(DataType type, List<Double> steps, double curvature, double tolerance, double rounding) {

    static final Precision DOUBLE = new Precision(DataType.DOUBLE, List.of(1e-6, 1e-7, 1e-5), 1e-4, 1e-3, 1e-15);

    /** For layers that cannot be run in float64. */
    static final Precision FLOAT = new Precision(DataType.FLOAT, List.of(1e-2, 1e-3, 3e-2), 0.2, 5e-2, 1e-7);
}
