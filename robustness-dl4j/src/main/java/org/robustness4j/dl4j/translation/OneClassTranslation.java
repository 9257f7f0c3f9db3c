package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.layers.ocnn.OCNNParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Dense;

/**
 * Turns DL4J's output of a one-class network into operations: the score {@code w f(x V)} that it outputs. What it holds
 * for normal has a score above its parameter r, which its output does not know. Chalapathy, Menon, Chawla: Anomaly
 * detection using one-class neural networks, arXiv 1802.06360.
 */
final class OneClassTranslation implements LayerKinds {

    private final Network.Builder network;

    OneClassTranslation(Network.Builder network) {
        this.network = network;
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        if (!(layer.conf().getLayer() instanceof OCNNOutputLayer configuration)) {
            return Optional.empty();
        }
        LayerTranslation.require(input.axes() == Axes.FEATURES, "a one-class output on " + input.axes());
        float[] hidden = LayerTranslation.values(layer.getParam(OCNNParamInitializer.V_KEY));
        float[] last = LayerTranslation.values(layer.getParam(OCNNParamInitializer.W_KEY));
        int node = added(new Dense(hidden, new float[last.length]), input.node());
        if (!(configuration.getActivationFn() instanceof ActivationIdentity)) {
            node = added(new Activation(ActivationFunctions.of(configuration.getActivationFn())), node);
        }
        return Optional.of(input.at(added(new Dense(last, new float[1]), node)));
    }

    private int added(Operation operation, int node) {
        return network.add(operation, List.of(node));
    }
}
