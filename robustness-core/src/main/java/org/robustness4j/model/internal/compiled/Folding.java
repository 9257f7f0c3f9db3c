package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;

/** Folds affine maps, batch normalisation above all, into the weights of the convolution or dense layer before them. */
record Folding(Network network) {

    Network folded() {
        Network.Builder builder = new Network.Builder(network.input());
        List<Integer> moved = new ArrayList<>(List.of(0));
        List<Node> nodes = network.nodes();
        for (int i = 1; i < nodes.size(); i++) {
            List<Integer> inputs =
                    nodes.get(i).inputs().stream().map(moved::get).toList();
            Operation operation = nodes.get(i).operation();
            Optional<Operation> absorbing = absorbed(i).flatMap(affine -> with(operation, affine));
            boolean isAbsorbed = i > 1
                    && operation instanceof ChannelAffine affine
                    && absorbed(i - 1).filter(affine::equals).isPresent()
                    && with(nodes.get(i - 1).operation(), affine).isPresent();
            moved.add(isAbsorbed ? inputs.get(0) : builder.add(absorbing.orElse(operation), inputs));
        }
        return builder.build();
    }

    /** The affine map right behind a node that nobody else reads. */
    private Optional<ChannelAffine> absorbed(int node) {
        List<Node> nodes = network.nodes();
        if (node + 1 == nodes.size()
                || !(nodes.get(node + 1).operation() instanceof ChannelAffine affine)
                || !nodes.get(node + 1).inputs().equals(List.of(node))) {
            return Optional.empty();
        }
        int readers = nodes.stream()
                .mapToInt(reader -> Collections.frequency(reader.inputs(), node))
                .sum();
        return readers == 1 ? Optional.of(affine) : Optional.empty();
    }

    private static Optional<Operation> with(Operation operation, ChannelAffine affine) {
        if (operation instanceof Convolution convolution) {
            float[] weights = convolution.weights().clone();
            int size = weights.length / affine.scale().length;
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= affine.scale()[i / size];
            }
            return Optional.of(new Convolution(
                    convolution.window(), convolution.groups(), weights, bias(convolution.bias(), affine)));
        }
        if (operation instanceof Dense dense) {
            float[] weights = dense.weights().clone();
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= affine.scale()[i % affine.scale().length];
            }
            return Optional.of(new Dense(weights, bias(dense.bias(), affine)));
        }
        return Optional.empty();
    }

    private static float[] bias(float[] bias, ChannelAffine affine) {
        float[] result = new float[bias.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.fma(bias[i], affine.scale()[i], affine.shift()[i]);
        }
        return result;
    }
}
