package org.robustness4j.dl4j.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.robustness4j.dl4j.network.InferenceBatchNormalization;
import org.robustness4j.dl4j.translation.VertexOutput.Axes;
import org.robustness4j.model.internal.network.FeatureShape;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.model.internal.network.Operation.Activation;
import org.robustness4j.model.internal.network.Operation.ChannelAffine;
import org.robustness4j.model.internal.network.Operation.Dense;
import org.robustness4j.model.internal.network.Operation.Gather;
import org.robustness4j.model.internal.network.Operation.GlobalPooling;
import org.robustness4j.model.internal.network.Operation.ParametricRectifier;
import org.robustness4j.model.internal.network.Operation.Pool;
import org.robustness4j.model.internal.network.Operation.Pooling;
import org.robustness4j.model.internal.network.Window;

/** Turns DL4J's layers, whose dropout and noise are gone already, into operations. */
final class LayerTranslation {

    private final Network.Builder network;

    /** Of kinds that have a class of their own. */
    private final List<LayerKinds> kinds;

    LayerTranslation(Network.Builder network) {
        this.network = network;
        this.kinds = List.of(
                new AttentionTranslation(network), new CapsuleTranslation(network), new OneClassTranslation(network));
    }

    VertexOutput translate(Layer layer, VertexOutput input) throws UntranslatableException {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        requireKindOfDl4j(configuration, "layer");
        for (LayerKinds kind : kinds) {
            Optional<VertexOutput> output = kind.translate(layer, input);
            if (output.isPresent()) {
                return output.get();
            }
        }
        if (configuration instanceof ConvolutionLayer convolution && !(configuration instanceof Convolution3D)) {
            VertexOutput result = new ConvolutionTranslation(network, layer).translate(convolution, input);
            return activated(convolution, result);
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
        return withoutParameters(configuration, input);
    }

    private VertexOutput withoutParameters(org.deeplearning4j.nn.conf.layers.Layer layer, VertexOutput input)
            throws UntranslatableException {
        if (layer instanceof SubsamplingLayer pooling) {
            return pooling(pooling, input);
        }
        if (layer instanceof GlobalPoolingLayer pooling) {
            return globalPooling(pooling, input);
        }
        if (layer instanceof LocalResponseNormalization lrn) {
            return added(
                    new Operation.LocalResponseNormalization(
                            (int) lrn.getN(), lrn.getK(), lrn.getAlpha(), lrn.getBeta()),
                    input);
        }
        return rearranging(layer, input);
    }

    private VertexOutput rearranging(org.deeplearning4j.nn.conf.layers.Layer layer, VertexOutput input)
            throws UntranslatableException {
        FeatureShape shape = network.shape(input.node());
        if (layer instanceof ZeroPaddingLayer padding) {
            int[] p = padding.getPadding();
            return moved(ReshapeGathers.padded(shape, p[0], p[1], p[2], p[3]), input, padding.getDataFormat());
        }
        if (layer instanceof Cropping2D cropping) {
            int[] c = cropping.getCropping();
            return moved(ReshapeGathers.padded(shape, -c[0], -c[1], -c[2], -c[3]), input, cropping.getDataFormat());
        }
        if (layer instanceof Upsampling2D upsampling) {
            int[] s = upsampling.getSize();
            return moved(ReshapeGathers.upsampled(shape, s[0], s[1]), input, upsampling.getFormat());
        }
        if (layer instanceof SpaceToDepthLayer spaceToDepth) {
            Gather gather = ReshapeGathers.spaceToDepth(shape, spaceToDepth.getBlockSize());
            return moved(gather, input, spaceToDepth.getDataFormat());
        }
        if (layer instanceof ZeroPadding1DLayer padding) {
            int[] p = padding.getPadding();
            return sequence(ReshapeGathers.padded(shape, 0, 0, p[0], p[1]), input);
        }
        if (layer instanceof Cropping1D cropping) {
            int[] c = cropping.getCropping();
            return sequence(ReshapeGathers.padded(shape, 0, 0, -c[0], -c[1]), input);
        }
        if (layer instanceof Upsampling1D upsampling) {
            return sequence(ReshapeGathers.upsampled(shape, 1, upsampling.getSize()[0]), input);
        }
        throw new UntranslatableException(
                "a layer of the kind " + layer.getClass().getSimpleName());
    }

    private VertexOutput moved(Gather gather, VertexOutput input, CNN2DFormat format) throws UntranslatableException {
        requireFormat(input, format);
        return added(gather, input);
    }

    private VertexOutput sequence(Gather gather, VertexOutput input) throws UntranslatableException {
        require(input.axes() == Axes.NCW, "a layer for sequences where there is none");
        return added(gather, input);
    }

    /** An image must come in the format that the layer takes it for. */
    static void requireFormat(VertexOutput input, CNN2DFormat format) throws UntranslatableException {
        Axes expected = format == CNN2DFormat.NHWC ? Axes.NHWC : Axes.NCHW;
        require(input.axes() == expected, "a layer for images in " + format + " that is given " + input.axes());
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
        return activation instanceof ActivationIdentity
                ? input
                : added(new Activation(ActivationFunctions.of(activation)), input);
    }

    private VertexOutput dense(Layer layer, DenseLayer configuration, VertexOutput input)
            throws UntranslatableException {
        require(input.axes() == Axes.FEATURES, "a dense layer on " + input.axes());
        require(!configuration.hasLayerNorm(), "a dense layer with layer normalisation");
        int outputs = Math.toIntExact(configuration.getNOut());
        float[] bias =
                configuration.hasBias() ? values(layer.getParam(DefaultParamInitializer.BIAS_KEY)) : new float[outputs];
        return added(new Dense(values(layer.getParam(DefaultParamInitializer.WEIGHT_KEY)), bias), input);
    }

    static float[] values(INDArray parameter) {
        return parameter.castTo(DataType.FLOAT).dup('c').data().asFloat();
    }

    private VertexOutput batchNormalization(Layer layer, BatchNormalization configuration, VertexOutput input)
            throws UntranslatableException {
        if (input.axes().isImage()) {
            requireFormat(input, configuration.getCnn2DFormat());
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
        FeatureShape shape = network.shape(input.node());
        INDArray slopes = layer.getParam(PReLUParamInitializer.WEIGHT_KEY);
        require(
                input.axes() == Axes.FEATURES || input.axes() == Axes.NCHW,
                "a parametric rectifier of " + input.axes());
        long[] axes = input.axes() == Axes.FEATURES
                ? new long[] {shape.channels()}
                : new long[] {shape.channels(), shape.height(), shape.width()};
        return added(new ParametricRectifier(values(slopes.broadcast(axes))), input);
    }

    private VertexOutput pooling(SubsamplingLayer pooling, VertexOutput input) throws UntranslatableException {
        WindowShapes shapes = new WindowShapes(
                pooling.getConvolutionMode(),
                pooling.getKernelSize(),
                pooling.getStride(),
                pooling.getDilation(),
                pooling.getPadding());
        Window window;
        if (pooling instanceof Subsampling1DLayer) {
            require(input.axes() == Axes.NCW, "a layer for sequences where there is none");
            window = shapes.overSequence(network.shape(input.node()).width());
        } else {
            requireFormat(input, pooling.getCnn2dDataFormat());
            window = shapes.over(network.shape(input.node()));
        }
        require(
                pooling.getPoolingType() == PoolingType.MAX || pooling.getPoolingType() == PoolingType.AVG,
                pooling.getPoolingType() + " pooling");
        Pool kind = pooling.getPoolingType() == PoolingType.MAX ? Pool.MAX : Pool.AVERAGE;
        return added(new Pooling(kind, window, pooling.isAvgPoolIncludePadInDivisor()), input);
    }

    private VertexOutput globalPooling(GlobalPoolingLayer pooling, VertexOutput input) throws UntranslatableException {
        require(pooling.isCollapseDimensions(), "global pooling that keeps its dimensions");
        int[] dimensions = pooling.getPoolingDimensions();
        int[] expected =
                switch (input.axes()) {
                    case NCHW -> new int[] {2, 3};
                    case NHWC -> new int[] {1, 2};
                    case NCW -> new int[] {2};
                    default -> new int[0];
                };
        boolean byDefault = dimensions == null && input.axes() != Axes.NHWC;
        require(
                byDefault || Arrays.equals(dimensions, expected),
                "global pooling over the dimensions " + Arrays.toString(dimensions) + " of " + input.axes());
        Pool kind =
                switch (pooling.getPoolingType()) {
                    case MAX -> Pool.MAX;
                    case AVG -> Pool.AVERAGE;
                    case SUM -> Pool.SUM;
                    default ->
                        throw new UntranslatableException("global pooling of the kind " + pooling.getPoolingType());
                };
        return new VertexOutput(network.add(new GlobalPooling(kind), List.of(input.node())), Axes.FEATURES);
    }
}
