package org.robustness4j.model.internal.network;

import static org.robustness4j.model.internal.network.OperationInputs.only;
import static org.robustness4j.model.internal.network.OperationInputs.require;

import java.util.List;

/**
 * An operation on capsules, which are vectors: their shape is {@code (capsules, 1, dimensions)}. Sabour, Frosst, Hinton:
 * Dynamic routing between capsules, arXiv 1710.09829.
 */
public interface CapsuleOperation extends AttentionOperation {

    /**
     * Each capsule shortened to a length below 1, {@code x |x|^2 / ((1 + |x|^2) sqrt(|x|^2 + epsilon))}: equation 1 of the
     * paper, with DL4J's epsilon against a division by zero.
     */
    record Squash() implements CapsuleOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(only(inputs).height() == 1, "The squashing of capsules", inputs);
            return inputs.get(0);
        }
    }

    /**
     * Routing by agreement, procedure 1 of the paper: each capsule of the input predicts each of the output; an output is
     * the squashed sum of the predictions, weighted by how well they agreed with the output of the round before.
     *
     * @param capsules the number of capsules of the output
     * @param rounds how often it is computed
     * @param weights of the predictions, {@code [input capsules, capsules * dimensions, input dimensions]}, row-major
     * @param bias {@code [capsules * dimensions]}
     */
    @SuppressWarnings("ArrayRecordComponent") // weights that nobody compares
    record Routing(int capsules, int rounds, float[] weights, float[] bias) implements CapsuleOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(
                    only(inputs).height() == 1
                            && capsules > 0
                            && rounds > 0
                            && bias.length > 0
                            && bias.length % capsules == 0
                            && weights.length == inputs.get(0).size() * bias.length,
                    "Routing in " + rounds + " rounds to " + capsules + " capsules with " + weights.length
                            + " weights for " + bias.length + " numbers",
                    inputs);
            return new FeatureShape(capsules, 1, bias.length / capsules);
        }
    }

    /** The length of each capsule; its gradient is taken as 0 where the length is 0. */
    record Length() implements CapsuleOperation {

        @Override
        public FeatureShape output(List<FeatureShape> inputs) {
            require(only(inputs).height() == 1, "The length of capsules", inputs);
            return FeatureShape.flat(inputs.get(0).channels());
        }
    }
}
