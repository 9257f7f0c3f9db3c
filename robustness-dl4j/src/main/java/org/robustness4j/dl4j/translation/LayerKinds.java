package org.robustness4j.dl4j.translation;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;

/** Turns some kinds of DL4J's layers into operations. */
interface LayerKinds {

    /**
     * The translated layer; nothing if it is of another kind.
     *
     * @throws UntranslatableException if it is of one of these kinds, but has a part without a counterpart
     */
    Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException;
}
