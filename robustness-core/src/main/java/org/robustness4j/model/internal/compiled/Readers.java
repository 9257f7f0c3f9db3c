package org.robustness4j.model.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Combination;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Merge;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;

/**
 * Which nodes of a network read which.
 *
 * @param all for each node its readers, one that reads it twice twice
 */
record Readers(Network network, List<List<Integer>> all) {

    static Readers of(Network network) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < network.nodes().size(); i++) {
            all.add(new ArrayList<>());
            for (int source : network.nodes().get(i).inputs()) {
                all.get(source).add(i);
            }
        }
        return new Readers(network, all);
    }

    List<Integer> of(int node) {
        return all.get(node);
    }

    /** Whether several nodes read a node. */
    boolean isShared(int node) {
        return all.get(node).size() > 1;
    }

    /** The node whose values a node overwrites by its own; -1 for none. */
    int overwritten(int node) {
        return node > 0 && mayOverwriteItsInput(network.nodes().get(node))
                ? network.nodes().get(node).inputs().get(0)
                : -1;
    }

    /** The node that overwrites the values of a node; -1 for none. */
    int overwriting(int node) {
        return all.get(node).size() == 1 && overwritten(all.get(node).get(0)) == node
                ? all.get(node).get(0)
                : -1;
    }

    /** A rectifier whose input nobody else needs, neither now nor in the backward pass. */
    private boolean mayOverwriteItsInput(Node node) {
        if (!(node.operation() instanceof Activation activation) || !(activation.function() instanceof Rectifier)) {
            return false;
        }
        int source = node.inputs().get(0);
        Operation before = network.nodes().get(source).operation();
        return !isShared(source)
                && (before instanceof Convolution
                        || before instanceof Dense
                        || (before instanceof Combination sum && sum.kind() == Merge.ADD));
    }
}
