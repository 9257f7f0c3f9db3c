package org.robustness4j.onnx.translation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.onnx.file.OnnxNode;
import org.robustness4j.onnx.file.Tensor;

/**
 * An operator in its place.
 *
 * @param inputs null where one is left out
 * @param givesLogits whether its scores are the logits of the network
 */
record Use(OnnxNode node, List<@Nullable Value> inputs, NetworkInMaking network, boolean givesLogits) {

    /** The first input. */
    Features input() throws UntranslatableException {
        return features(0);
    }

    /**
     * An input that is computed from samples.
     *
     * @throws UntranslatableException if it is a constant
     */
    Features features(int number) throws UntranslatableException {
        if (value(number) instanceof Features features) {
            return features;
        }
        throw new UntranslatableException("its input " + number + " is a constant");
    }

    /**
     * An input, also where it is a constant, if that has the one sample in front.
     *
     * @throws UntranslatableException if it has not
     */
    Features asFeatures(int number) throws UntranslatableException {
        if (!(value(number) instanceof Value.Constant constant)) {
            return features(number);
        }
        int[] dims = constant.dims();
        if (dims.length == 0 || dims[0] != 1) {
            throw new UntranslatableException("its input " + number + " is a constant that has no place for samples");
        }
        return network.constant(constant.tensor());
    }

    Value value(int number) {
        Value value = number < inputs.size() ? inputs.get(number) : null;
        if (value == null) {
            throw new IllegalArgumentException("it has no input " + number);
        }
        return value;
    }

    /**
     * An input that is the same for all samples.
     *
     * @throws UntranslatableException if it is computed
     */
    Tensor constant(int number) throws UntranslatableException {
        if (value(number) instanceof Value.Constant constant) {
            return constant.tensor();
        }
        throw new UntranslatableException("its input " + number + " is computed from the sample");
    }

    /** An input that may be left out. */
    Optional<Tensor> optional(int number) throws UntranslatableException {
        return number < inputs.size() && inputs.get(number) != null ? Optional.of(constant(number)) : Optional.empty();
    }

    /** Numbers that are an attribute in earlier versions, and an input in later ones. */
    Optional<long[]> integers(String attribute, int number) throws UntranslatableException {
        Optional<long[]> own = node.integers(attribute);
        return own.isPresent() ? own : optional(number).map(Tensor::longs);
    }
}
