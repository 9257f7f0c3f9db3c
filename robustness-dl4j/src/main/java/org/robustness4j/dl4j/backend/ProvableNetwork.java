package org.robustness4j.dl4j.backend;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.robustness4j.data.InputShape;
import org.robustness4j.dl4j.network.ClassLogits;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.NetworkTranslation;
import org.robustness4j.dl4j.translation.UntranslatableException;
import org.robustness4j.model.internal.ProvableModel;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Dense;

/** A DL4J network as proofs see it: up to the logits of its classes. */
public record ProvableNetwork(LogitsGraph graph, InputShape shape) {

    /** The network, or why there is none. */
    public ProvableModel model() {
        if (!LogitsGraph.isOnCpu()) {
            return ProvableModel.none("ND4J computes on another device than the CPU, whose rounding is not known");
        }
        DataType type = graph.graph().params().dataType();
        LogitsGraph floats = type == DataType.FLOAT ? graph : graph.as(DataType.FLOAT);
        try {
            Network network = ofClasses(NetworkTranslation.translate(floats.graph(), shape));
            return new ProvableModel(network, limitation(network, type));
        } catch (UntranslatableException e) {
            return ProvableModel.none(String.valueOf(e.getMessage()));
        } finally {
            floats.release();
        }
    }

    private Network ofClasses(Network network) throws UntranslatableException {
        ClassLogits logits = graph.output().of(shape, network.outputs());
        if (!logits.keepsDistance()) {
            throw new UntranslatableException(
                    "the network ends in a function that float32 may round to the same for"
                            + " different classes; proofs are about networks that end in a softmax, in logits, or in one sigmoid");
        }
        if (logits.isIdentity()) {
            return network;
        }
        int logit = logits.onlyLogit();
        if (logit < 0) {
            throw new UntranslatableException(
                    "proofs are about models that give one class for a sample, but this one gives " + logits);
        }
        float[] weights = new float[2 * network.outputs()];
        weights[2 * logit + 1] = 1;
        Network.Builder builder = Network.Builder.from(network);
        builder.add(new Dense(weights, new float[2]), List.of(builder.size() - 1));
        return builder.build();
    }

    private static String limitation(Network network, DataType type) {
        if (type != DataType.FLOAT) {
            return "the numbers of the model are of the type " + type + ", not FLOAT";
        }
        return network.nodes().stream().anyMatch(node -> node.operation() instanceof ChannelAffine)
                ? "DL4J rounds batch normalisation in its own way"
                : "";
    }
}
