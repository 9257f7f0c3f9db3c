package org.robustness4j.dl4j.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The input gradient of batch normalisation in inference mode: an affine map per channel, so the gradient is the
 * incoming one times {@code gamma / sqrt(variance + epsilon)}. DL4J's own backward pass always differentiates through
 * the statistics of the batch, which inference does not use.
 */
public final class InferenceBatchNormalization {

    private InferenceBatchNormalization() {}

    public static INDArray scale(Layer layer, BatchNormalization configuration) {
        INDArray deviation;
        if (configuration.isUseLogStd()) {
            INDArray logDeviation = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
            INDArray rawDeviation = Transforms.pow(
                    Nd4j.valueArrayOf(logDeviation.shape(), 10.0, logDeviation.dataType()), logDeviation);
            deviation = Transforms.sqrt(rawDeviation.mul(rawDeviation).addi(configuration.getEps()));
        } else {
            INDArray variance = layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
            deviation = Transforms.sqrt(variance.add(configuration.getEps()));
        }
        return configuration.isLockGammaBeta()
                ? deviation.rdiv(configuration.getGamma())
                : layer.getParam(BatchNormalizationParamInitializer.GAMMA).div(deviation);
    }

    /** To a layer of its own, and not to one inside of another. */
    public static boolean appliesTo(GraphVertex vertex) {
        return vertex.hasLayer()
                && vertex.getLayer() instanceof org.deeplearning4j.nn.layers.normalization.BatchNormalization;
    }

    public static INDArray backward(GraphVertex vertex, INDArray gradient) {
        BatchNormalization configuration =
                (BatchNormalization) vertex.getLayer().conf().getLayer();
        INDArray scale = scale(vertex.getLayer(), configuration);
        INDArray result = gradient.mul(scale.reshape(channelShape(gradient, configuration)));
        LayerVertex layerVertex = (LayerVertex) vertex;
        return layerVertex.getLayerPreProcessor() == null
                ? result
                : layerVertex
                        .getLayerPreProcessor()
                        .backprop(result, Math.toIntExact(gradient.size(0)), LayerWorkspaceMgr.noWorkspaces());
    }

    private static long[] channelShape(INDArray gradient, BatchNormalization configuration) {
        if (gradient.rank() == 2) {
            return new long[] {1, gradient.size(1)};
        }
        if (gradient.rank() == 3) {
            // of sequences, DL4J takes the first axis for the channels, unless the format says that they are last
            return configuration.getCnn2DFormat() == CNN2DFormat.NHWC
                    ? new long[] {1, 1, gradient.size(2)}
                    : new long[] {gradient.size(0), 1, 1};
        }
        return configuration.getCnn2DFormat() == CNN2DFormat.NHWC
                ? new long[] {1, 1, 1, gradient.size(3)}
                : new long[] {1, gradient.size(1), 1, 1};
    }
}
