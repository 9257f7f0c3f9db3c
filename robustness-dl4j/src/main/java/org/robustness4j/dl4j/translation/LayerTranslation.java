package org.robustness4j.dl4j.translation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.network.InferenceBatchNormalization;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.GroupFunction.Standardization;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.ReductionOperation.Grouped;

/** Turns DL4J's layers, whose dropout and noise are gone already, into operations. */
final class LayerTranslation {

    private final Network.Builder network;
    private final ArrayMoves arrays;
    private final ActivationTranslation activations;

    /** Of kinds that have a class of their own. */
    private final List<LayerKinds> kinds;

    LayerTranslation(Network.Builder network) {
        this.network = network;
        this.arrays = new ArrayMoves(network);
        this.activations = new ActivationTranslation(network);
        this.kinds = List.of(
                new StepLayers(network),
                new VolumeLayers(network),
                new PoolingLayers(network),
                new RearrangingLayers(network),
                new LocallyConnectedLayers(network),
                new FeedForwardLayers(network),
                new AttentionTranslation(network),
                new CapsuleTranslation(network),
                new OneClassTranslation(network));
    }

    VertexOutput translate(Layer layer, VertexOutput input) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        requireKindOfDl4j(configuration, "layer");
        requireKindOfDl4j(layer, "layer");
        for (LayerKinds kind : kinds) {
            Optional<VertexOutput> output = kind.translate(layer, input);
            if (output.isPresent()) {
                return output.get();
            }
        }
        if (configuration instanceof ConvolutionLayer convolution) {
            VertexOutput result = new ConvolutionTranslation(network, layer).translate(convolution, input);
            VertexOutput output = activated(convolution, result);
            return convolution instanceof Convolution1DLayer
                    ? new StepMasks(network).masked(output, input, WindowShapes.of(convolution))
                    : output;
        }
        if (configuration instanceof DenseLayer dense) {
            return activated(dense, dense(layer, dense, input));
        }
        if (configuration instanceof BatchNormalization normalization) {
            return batchNormalization(layer, normalization, input);
        }
        if (configuration instanceof ActivationLayer activation) {
            return activated(activation.getActivationFn(), input);
        }
        if (configuration instanceof PReLULayer) {
            return parametricRectifier(layer, input);
        }
        if (configuration instanceof DropoutLayer) {
            return input;
        }
        if (configuration instanceof LocalResponseNormalization lrn) {
            VertexOutput image = arrays.as(imageAxes(lrn.getDataFormat()), input);
            return added(
                    new Operation.LocalResponseNormalization(
                            (int) lrn.getN(), lrn.getK(), lrn.getAlpha(), lrn.getBeta()),
                    image);
        }
        throw new UntranslatableException(
                "a layer of the kind " + configuration.getClass().getSimpleName());
    }

    static Axes imageAxes(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? Axes.NHWC : Axes.NCHW;
    }

    /** A user's own kind may compute anything, whatever it extends. */
    static void requireKindOfDl4j(Object part, String what) throws UntranslatableException {
        String name = part.getClass().getName();
        require(
                name.startsWith("org.deeplearning4j.") || name.startsWith("org.nd4j."),
                "a " + what + " of the kind " + name + ", which is not DL4J's");
    }

    static void require(boolean fits, String otherwise) throws UntranslatableException {
        if (!fits) {
            throw new UntranslatableException(otherwise);
        }
    }

    private VertexOutput added(Operation operation, VertexOutput input) {
        return input.at(network.add(operation, List.of(input.node())));
    }

    private VertexOutput activated(BaseLayer layer, VertexOutput input) throws UntranslatableException {
        return activated(layer.getActivationFn(), input);
    }

    private VertexOutput activated(IActivation activation, VertexOutput input) throws UntranslatableException {
        return activations.applied(activation, input);
    }

    private VertexOutput dense(Layer layer, DenseLayer configuration, VertexOutput input)
            throws UntranslatableException {
        require(input.axes() == Axes.FEATURES, "a dense layer on " + input.axes());
        int outputs = Math.toIntExact(configuration.getNOut());
        float[] bias =
                configuration.hasBias() ? values(layer.getParam(DefaultParamInitializer.BIAS_KEY)) : new float[outputs];
        float[] weights = values(layer.getParam(DefaultParamInitializer.WEIGHT_KEY));
        if (configuration.hasLayerNorm()) {
            float[] gain = values(layer.getParam(DefaultParamInitializer.GAIN_KEY));
            return normalized(added(new Dense(weights, new float[outputs]), input), gain, bias);
        }
        return added(new Dense(weights, bias), input);
    }

    /** Layer normalisation of a vector. */
    private VertexOutput normalized(VertexOutput input, float[] gain, float[] bias) {
        FeatureShape shape = network.shape(input.node());
        int[][] all = {IntStream.range(0, shape.size()).toArray()};
        VertexOutput standard = added(Grouped.inPlace(new Standardization(), all, shape), input);
        return added(new ChannelAffine(gain, bias), standard);
    }

    static float[] values(INDArray parameter) {
        return parameter.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    private VertexOutput batchNormalization(Layer layer, BatchNormalization configuration, VertexOutput given)
            throws UntranslatableException {
        VertexOutput input = given;
        if (given.axes().isImage()) {
            input = arrays.as(imageAxes(configuration.getCnn2DFormat()), given);
        } else if (given.axes().isSequence()) {
            require(
                    configuration.getCnn2DFormat() == CNN2DFormat.NHWC,
                    "a batch normalisation of a sequence in the format NCHW, in which DL4J takes the samples for features;"
                            + " NHWC is the format for it");
            input = arrays.as(Axes.NWC, given);
        } else {
            require(!given.axes().isVolume(), "a batch normalisation of a volume, which DL4J cannot compute");
        }
        double[] scale = InferenceBatchNormalization.scale(layer, configuration)
                .castTo(DataType.DOUBLE)
                .dup('c')
                .data()
                .asDouble();
        float[] mean = values(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
        float[] beta = configuration.isLockGammaBeta()
                ? null
                : values(layer.getParam(BatchNormalizationParamInitializer.BETA));
        float[] scales = new float[scale.length];
        float[] shifts = new float[scale.length];
        for (int i = 0; i < scale.length; i++) {
            scales[i] = (float) scale[i];
            shifts[i] = (float) ((beta == null ? configuration.getBeta() : beta[i]) - mean[i] * scale[i]);
        }
        return added(new ChannelAffine(scales, shifts), input);
    }

    private VertexOutput parametricRectifier(Layer layer, VertexOutput input) throws UntranslatableException {
        return activations.rectified(
                input,
                layer.conf().getDataType(),
                array -> layer.activate(array, false, LayerWorkspaceMgr.noWorkspaces()));
    }
}
