package org.robustness4j.dl4j.translation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer for sequences, or one inside of another.
 *
 * @param configuration what it is; the layers that compute do not say what is wrapped around them
 * @param parameters by name
 * @param computing what computes it; null inside a bidirectional layer, which does not give it away
 */
record SequenceLayer(
        Layer configuration, Map<String, INDArray> parameters, org.deeplearning4j.nn.api.@Nullable Layer computing) {

    static SequenceLayer of(Layer configuration, org.deeplearning4j.nn.api.Layer computing) {
        return new SequenceLayer(configuration, computing.paramTable(), computing);
    }

    /** The layer that a wrapper wraps. */
    SequenceLayer inside(BaseWrapperLayer wrapper) {
        org.deeplearning4j.nn.api.Layer wrapped =
                computing instanceof org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer outer
                        ? outer.getUnderlying()
                        : null;
        return new SequenceLayer(wrapper.getUnderlying(), parameters, wrapped);
    }

    /**
     * One of the layers of a bidirectional one.
     *
     * @param prefix of the names of its parameters
     */
    SequenceLayer direction(Layer layer, String prefix) {
        Map<String, INDArray> own = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), values);
            }
        });
        return new SequenceLayer(layer, own, null);
    }
}
