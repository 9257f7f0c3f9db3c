package org.robustness4j.model.internal.network;

import java.util.List;

/** What operations demand of their inputs. */
final class OperationInputs {

    private OperationInputs() {}

    static FeatureShape only(List<FeatureShape> inputs) {
        require(inputs.size() == 1, "An operation of one input", inputs);
        return inputs.get(0);
    }

    static void require(boolean fits, String what, List<FeatureShape> inputs) {
        if (!fits) {
            throw new IllegalArgumentException(what + " does not take inputs of the shape " + inputs);
        }
    }
}
