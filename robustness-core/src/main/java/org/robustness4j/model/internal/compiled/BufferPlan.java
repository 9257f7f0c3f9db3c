package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.compiled.kernel.Activations;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;

/**
 * Where the values and gradients of a network lie. Values stay from the forward pass to the backward one; gradients
 * share rows.
 */
final class BufferPlan {

    private final Network network;
    private final List<List<Integer>> readers = new ArrayList<>();
    private final GradientBuffers gradients = new GradientBuffers();
    /** For each node the number of its gradient. */
    private final List<Integer> own = new ArrayList<>();
    /** For each node the numbers of the gradients that its readers give, where there are several. */
    private final List<List<Integer>> branches = new ArrayList<>();

    BufferPlan(Network network) {
        this.network = network;
        List<Node> nodes = network.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            readers.add(new ArrayList<>());
            for (int source : nodes.get(i).inputs()) {
                readers.get(source).add(i);
            }
        }
        int[] step = new int[nodes.size()];
        int[] gathering = new int[nodes.size()];
        int steps = 0;
        for (int i = 0; i < nodes.size(); i++) {
            step[i] = i == 0 ? 0 : ++steps;
            gathering[i] = isShared(i) ? ++steps : step[i];
        }
        for (int i = 0; i < nodes.size(); i++) {
            int whole = overwritten(i) < 0 ? i : overwritten(i);
            int last = isOverwritten(i) ? readers.get(i).get(0) : i;
            own.add(
                    whole < i
                            ? own.get(whole)
                            : gradients.add(nodes.get(i).shape(), step[i], end(last, step, gathering, steps)));
            List<Integer> ofReaders = new ArrayList<>();
            if (isShared(i)) {
                for (int reader : readers.get(i)) {
                    ofReaders.add(gradients.add(nodes.get(i).shape(), gathering[i], step[reader]));
                }
            }
            branches.add(ofReaders);
        }
        gradients.distribute();
    }

    /** The step that computes the gradient of a node. */
    private int end(int node, int[] step, int[] gathering, int steps) {
        return readers.get(node).isEmpty()
                ? steps + 1
                : isShared(node) ? gathering[node] : step[readers.get(node).get(0)];
    }

    /** Whether several nodes read a node. */
    boolean isShared(int node) {
        return readers.get(node).size() > 1;
    }

    /** The node whose values a node overwrites by its own; -1 for none. */
    int overwritten(int node) {
        return node > 0 && mayOverwriteItsInput(network.nodes().get(node))
                ? network.nodes().get(node).inputs().get(0)
                : -1;
    }

    private boolean isOverwritten(int node) {
        return readers.get(node).size() == 1 && overwritten(readers.get(node).get(0)) == node;
    }

    /** A rectifier whose input nobody else needs, neither now nor in the backward pass. */
    private boolean mayOverwriteItsInput(Node node) {
        if (!(node.operation() instanceof Activation activation) || !(activation.function() instanceof Rectifier)) {
            return false;
        }
        int source = node.inputs().get(0);
        Operation before = network.nodes().get(source).operation();
        return readers.get(source).size() == 1
                && (before instanceof Convolution
                        || before instanceof Dense
                        || (before instanceof Operation.Combination sum && sum.kind() == Operation.Merge.ADD));
    }

    /** The number of values of a sample in all buffers. */
    long values() {
        long values = gradients.values();
        for (int i = 0; i < network.nodes().size(); i++) {
            values += overwritten(i) < 0 ? network.nodes().get(i).shape().size() : 0;
        }
        return values;
    }

    /** Buffers for a number of samples. */
    final class Buffers {

        private final GradientBuffers.Rows rows;
        private final int samples;

        Buffers(int samples) {
            this.samples = samples;
            this.rows = gradients.rows(samples);
        }

        /** Those of a node that overwrites no other. */
        Activations of(int node) {
            FeatureShape shape = network.nodes().get(node).shape();
            return new Activations(shape, Activations.rows(shape, samples), rows.of(own.get(node)));
        }

        /** What the readers of a node are given, one for each. */
        List<Activations> branches(int node, Activations activations) {
            return branches.get(node).stream()
                    .map(number -> new Activations(activations.shape(), activations.values(), rows.of(number)))
                    .toList();
        }
    }
}
