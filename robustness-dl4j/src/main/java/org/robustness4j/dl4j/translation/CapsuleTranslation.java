package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.CapsuleOperation.Length;
import org.robustness4j.model.internal.network.CapsuleOperation.Routing;
import org.robustness4j.model.internal.network.CapsuleOperation.Squash;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.Convolution;
import org.robustness4j.model.internal.network.ScalarFunction.Rectifier;
import org.robustness4j.model.internal.network.ScalarFunction.ThresholdRectifier;

/**
 * Turns DL4J's capsules into operations. Its arrays of them, {@code [n, capsules, dimensions]}, are those of a sequence
 * for all other layers, with capsules for features and dimensions for steps.
 */
final class CapsuleTranslation implements LayerKinds {

    private static final String WEIGHTS = "weight";
    private static final String BIAS = "bias";

    private final Network.Builder network;

    CapsuleTranslation(Network.Builder network) {
        this.network = network;
    }

    @Override
    public Optional<VertexOutput> translate(Layer layer, VertexOutput input) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        if (configuration instanceof PrimaryCapsules primary) {
            return Optional.of(primary(layer, primary, input));
        }
        if (configuration instanceof CapsuleLayer capsules) {
            requireCapsules(input);
            INDArray bias = capsules.isHasBias() ? layer.getParam(BIAS) : null;
            int numbers = capsules.getCapsules() * capsules.getCapsuleDimensions();
            Routing routing = new Routing(
                    capsules.getCapsules(),
                    capsules.getRoutings(),
                    LayerTranslation.values(layer.getParam(WEIGHTS)),
                    bias == null ? new float[numbers] : LayerTranslation.values(bias));
            return Optional.of(new VertexOutput(added(routing, input.node()), Axes.NCW));
        }
        if (configuration instanceof CapsuleStrengthLayer) {
            requireCapsules(input);
            return Optional.of(new VertexOutput(added(new Length(), input.node()), Axes.FEATURES));
        }
        return Optional.empty();
    }

    private static void requireCapsules(VertexOutput input) throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.NCW, "capsules from " + input.axes());
        LayerTranslation.require(input.mask() == null, "capsules from a sequence with a mask");
    }

    private int added(Operation operation, int node) {
        return network.add(operation, List.of(node));
    }

    /** A convolution whose values, in their order in memory, are the numbers of the capsules. */
    private VertexOutput primary(Layer layer, PrimaryCapsules configuration, VertexOutput input)
            throws UntranslatableException {
        LayerTranslation.require(input.axes() == Axes.NCHW, "capsules from " + input.axes());
        WindowShapes windows = new WindowShapes(
                configuration.getConvolutionMode(),
                configuration.getKernelSize(),
                configuration.getStride(),
                configuration.getDilation(),
                configuration.getPadding());
        INDArray weights = layer.getParam(WEIGHTS).permute(3, 2, 0, 1);
        float[] bias = configuration.isHasBias()
                ? LayerTranslation.values(layer.getParam(BIAS))
                : new float[Math.toIntExact(weights.size(0))];
        Convolution convolution =
                new Convolution(windows.over(network.shape(input.node())), 1, LayerTranslation.values(weights), bias);
        int node = added(convolution, input.node());
        if (configuration.isUseRelu()) {
            node = added(rectifier(configuration.getLeak()), node);
        }
        FeatureShape shape = new FeatureShape(configuration.getCapsules(), 1, configuration.getCapsuleDimensions());
        return new VertexOutput(added(new Squash(), added(ReshapeGathers.shaped(shape, Axes.NCW), node)), Axes.NCW);
    }

    private static Operation rectifier(double leak) {
        boolean plain = leak >= 0 && leak < 1;
        return new Activation(plain ? new Rectifier(leak) : new ThresholdRectifier(0, leak, Double.POSITIVE_INFINITY));
    }
}
