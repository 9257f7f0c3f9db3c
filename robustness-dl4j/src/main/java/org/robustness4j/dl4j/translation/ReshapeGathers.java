package org.robustness4j.dl4j.translation;

import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Operation.Gather;

/** The gather operations between DL4J's arrays and vectors. */
final class ReshapeGathers {

    private ReshapeGathers() {}

    /** The values in the order in which they lie in DL4J's array, as one vector. */
    static Gather flattened(FeatureShape shape, Axes axes) {
        return new Gather(ArrayOrder.indices(shape, axes), FeatureShape.flat(shape.size()));
    }

    /** The inverse: values in the order of DL4J's array, put into a shape. */
    static Gather shaped(FeatureShape shape, Axes axes) {
        int[] order = ArrayOrder.indices(shape, axes);
        int[] source = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            source[order[i]] = i;
        }
        return new Gather(source, shape);
    }
}
