package org.robustness4j.dl4j.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The vertices that an output depends on: there may be other ends that nobody reads. */
public final class Ancestors {

    private Ancestors() {}

    /** Their names, that of the output among them. */
    public static Set<String> ofTheOutput(ComputationGraph network) {
        Set<String> found = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(network.getConfiguration().getNetworkOutputs());
        while (!open.isEmpty()) {
            String name = open.remove();
            if (found.add(name)) {
                open.addAll(network.getConfiguration().getVertexInputs().getOrDefault(name, List.of()));
            }
        }
        return found;
    }
}
