package org.robustness4j.model.internal.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network from its input to its logits.
 *
 * @param nodes in an order in which each comes after its inputs; the first is the input, the last gives the logits
 */
public record Network(List<Node> nodes) {

    /** @throws IllegalArgumentException if the nodes are not in order, or the last one is not a flat vector */
    public Network {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty() || !nodes.get(0).inputs().isEmpty()) {
            throw new IllegalArgumentException("The first node of a network is its input");
        }
        for (int i = 1; i < nodes.size(); i++) {
            for (int input : nodes.get(i).inputs()) {
                if (input < 0 || input >= i) {
                    throw new IllegalArgumentException(
                            "Node " + i + " reads node " + input + "; a node comes after those it reads");
                }
            }
            if (nodes.get(i).inputs().isEmpty()) {
                throw new IllegalArgumentException("Node " + i + " reads nothing; only the first node is an input");
            }
        }
        FeatureShape last = nodes.get(nodes.size() - 1).shape();
        if (last.size() != last.channels()) {
            throw new IllegalArgumentException("A network ends in a vector of logits, not in " + last);
        }
    }

    /** The shape of the input. */
    public FeatureShape input() {
        return nodes.get(0).shape();
    }

    /** The number of logits. */
    public int outputs() {
        return nodes.get(nodes.size() - 1).shape().channels();
    }

    /**
     * What one operation makes of the outputs of others.
     *
     * @param operation the operation; the input of the network has one that passes on
     * @param inputs the positions of the nodes it reads
     * @param shape of its output
     */
    public record Node(Operation operation, List<Integer> inputs, FeatureShape shape) {

        /** Copies the inputs. */
        public Node {
            inputs = List.copyOf(inputs);
        }
    }

    /** A network in the making. */
    public static final class Builder {

        private final List<Node> nodes = new ArrayList<>();

        /** Begins with the input, whose values a batch gives channels first. */
        public Builder(FeatureShape input) {
            nodes.add(new Node(new Operation.Concatenation(), List.of(), input));
        }

        private Builder(List<Node> nodes) {
            this.nodes.addAll(nodes);
        }

        /** Begins with all of a network. */
        public static Builder from(Network network) {
            return new Builder(network.nodes());
        }

        /**
         * Adds an operation.
         *
         * @param inputs the positions of the nodes it reads
         * @return its own position
         * @throws IllegalArgumentException if it does not take inputs of these shapes
         */
        public int add(Operation operation, List<Integer> inputs) {
            List<FeatureShape> shapes = inputs.stream().map(this::shape).toList();
            nodes.add(new Node(operation, inputs, operation.output(shapes)));
            return nodes.size() - 1;
        }

        /** The shape of a node's output. */
        public FeatureShape shape(int node) {
            return nodes.get(node).shape();
        }

        /** The number of nodes so far. */
        public int size() {
            return nodes.size();
        }

        /** The network as it stands; its last node gives the logits. */
        public Network build() {
            return new Network(nodes);
        }
    }
}
