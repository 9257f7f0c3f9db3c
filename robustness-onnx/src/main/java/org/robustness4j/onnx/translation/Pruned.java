package org.robustness4j.onnx.translation;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Network.Node;

/** A network without the nodes that its logits do not depend on, such as another output of the graph. */
final class Pruned {

    private Pruned() {}

    static Network of(Network network) {
        List<Node> nodes = network.nodes();
        boolean[] isNeeded = new boolean[nodes.size()];
        isNeeded[0] = true;
        isNeeded[nodes.size() - 1] = true;
        for (int i = nodes.size() - 1; i > 0; i--) {
            if (isNeeded[i]) {
                nodes.get(i).inputs().forEach(input -> isNeeded[input] = true);
            }
        }
        List<Node> kept = new ArrayList<>();
        int[] places = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            if (isNeeded[i]) {
                places[i] = kept.size();
                Node node = nodes.get(i);
                List<Integer> inputs =
                        node.inputs().stream().map(input -> places[input]).toList();
                kept.add(new Node(node.operation(), inputs, node.shape()));
            }
        }
        return new Network(kept);
    }
}
