package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;

/** Layers of images. */
final class ImageRows {

    private static final String FORMATS = "NCHW and NHWC";

    private ImageRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(CapsuleLayer.class, COMPILED, "routing included", image("three routings", net -> capsules(net)
                        .mean())),
                new Row(CapsuleStrengthLayer.class, COMPILED, "", image("behind capsules", net -> capsules(net)
                        .layer(new CapsuleStrengthLayer.Builder().build()))),
                new Row(
                        Convolution2D.class,
                        COMPILED,
                        "a name of `ConvolutionLayer` that DL4J's builders do not use",
                        image("NCHW", net -> net.layer(convolution2D()))),
                new Row(
                        ConvolutionLayer.class,
                        COMPILED,
                        FORMATS + ", every mode, dilation",
                        image("same", net -> net.layer(convolution(CNN2DFormat.NCHW))),
                        image(
                                "dilated",
                                net -> net.layer(new ConvolutionLayer.Builder(2, 2)
                                        .dilation(2, 2)
                                        .nOut(3)
                                        .build())),
                        image(
                                "strict, with padding",
                                net -> net.layer(new ConvolutionLayer.Builder(2, 3)
                                        .padding(1, 1)
                                        .stride(2, 2)
                                        .convolutionMode(ConvolutionMode.Strict)
                                        .nOut(3)
                                        .build())),
                        imageLast("NHWC", net -> net.layer(convolution(CNN2DFormat.NHWC)))),
                new Row(
                        Cropping2D.class,
                        COMPILED,
                        FORMATS,
                        image("NCHW", net -> net.layer(new Cropping2D.Builder(1, 0, 2, 1).build())),
                        imageLast(
                                "NHWC",
                                net -> net.layer(new Cropping2D.Builder(1, 0, 2, 1)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build()))),
                new Row(
                        Deconvolution2D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        image("NCHW", net -> net.layer(deconvolution(CNN2DFormat.NCHW))),
                        imageLast("NHWC", net -> net.layer(deconvolution(CNN2DFormat.NHWC)))),
                new Row(
                        DepthwiseConvolution2D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        image("NCHW", net -> net.layer(depthwise(CNN2DFormat.NCHW))),
                        imageLast("NHWC", net -> net.layer(depthwise(CNN2DFormat.NHWC)))),
                new Row(
                        LocalResponseNormalization.class,
                        COMPILED,
                        FORMATS,
                        image("NCHW", net -> net.layer(response(CNN2DFormat.NCHW))),
                        imageLast("NHWC", net -> net.layer(response(CNN2DFormat.NHWC)))),
                new Row(
                        LocallyConnected2D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        image("NCHW", net -> net.layer(local(CNN2DFormat.NCHW, ConvolutionMode.Truncate))),
                        image("same", net -> net.layer(local(CNN2DFormat.NCHW, ConvolutionMode.Same))),
                        imageLast("NHWC", net -> net.layer(local(CNN2DFormat.NHWC, ConvolutionMode.Truncate)))),
                new Row(
                        Pooling2D.class,
                        COMPILED,
                        "a name of `SubsamplingLayer` that DL4J's builders do not use",
                        image("max", net -> net.layer(pooling2D()))),
                new Row(PrimaryCapsules.class, COMPILED, "", image("of an image", net -> net.layer(primary())
                        .mean())),
                new Row(
                        SeparableConvolution2D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        image("NCHW", net -> net.layer(separable(CNN2DFormat.NCHW))),
                        imageLast("NHWC", net -> net.layer(separable(CNN2DFormat.NHWC)))),
                new Row(
                        SpaceToBatchLayer.class,
                        COMPILED,
                        "if an `UnstackVertex` makes one row for each sample again",
                        image("unstacked", net -> net.layer(convolution(CNN2DFormat.NCHW))
                                .layer(new SpaceToBatchLayer.Builder<>(new int[] {2, 2}, new int[][] {{0, 0}, {1, 0}})
                                        .build())
                                .vertex(new UnstackVertex(1, 4)))),
                new Row(
                        SpaceToDepthLayer.class,
                        COMPILED,
                        FORMATS,
                        image("NCHW", net -> net.layer(new ZeroPaddingLayer.Builder(0, 0, 1, 0).build())
                                .layer(new SpaceToDepthLayer.Builder<>(2, CNN2DFormat.NCHW).build())),
                        imageLast("NHWC", net -> net.layer(new ZeroPaddingLayer.Builder(0, 0, 1, 0)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build())
                                .layer(new SpaceToDepthLayer.Builder<>(2, CNN2DFormat.NHWC).build()))),
                new Row(
                        SubsamplingLayer.class,
                        COMPILED,
                        FORMATS + "; max, average and p-norm",
                        image("max", net -> net.layer(pooling(PoolingType.MAX, CNN2DFormat.NCHW))),
                        image("average", net -> net.layer(pooling(PoolingType.AVG, CNN2DFormat.NCHW))),
                        image("p-norm", net -> net.layer(pooling(PoolingType.PNORM, CNN2DFormat.NCHW))),
                        imageLast("NHWC", net -> net.layer(pooling(PoolingType.AVG, CNN2DFormat.NHWC)))),
                new Row(
                        Upsampling2D.class,
                        COMPILED,
                        FORMATS,
                        image("NCHW", net -> net.layer(new Upsampling2D.Builder(2).build())),
                        imageLast(
                                "NHWC",
                                net -> net.layer(new Upsampling2D.Builder(2)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build()))),
                new Row(
                        ZeroPaddingLayer.class,
                        COMPILED,
                        FORMATS,
                        image("NCHW", net -> net.layer(new ZeroPaddingLayer.Builder(1, 0, 2, 1).build())),
                        imageLast(
                                "NHWC",
                                net -> net.layer(new ZeroPaddingLayer.Builder(1, 0, 2, 1)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build()))));
    }

    static ConvolutionLayer convolution(CNN2DFormat format) {
        return new ConvolutionLayer.Builder(3, 2)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(format)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static Convolution2D convolution2D() {
        Convolution2D layer = new Convolution2D();
        layer.setNOut(3);
        layer.setKernelSize(new int[] {2, 2});
        layer.setStride(new int[] {1, 1});
        layer.setPadding(new int[] {0, 0});
        layer.setDilation(new int[] {1, 1});
        layer.setConvolutionMode(ConvolutionMode.Truncate);
        layer.setCnn2dDataFormat(CNN2DFormat.NCHW);
        layer.setHasBias(true);
        layer.setActivationFn(Activation.TANH.getActivationFunction());
        return layer;
    }

    private static Pooling2D pooling2D() {
        Pooling2D layer = new Pooling2D();
        layer.setPoolingType(org.deeplearning4j.nn.conf.layers.PoolingType.MAX);
        layer.setKernelSize(new int[] {2, 2});
        layer.setStride(new int[] {2, 2});
        layer.setPadding(new int[] {0, 0});
        layer.setDilation(new int[] {1, 1});
        layer.setConvolutionMode(ConvolutionMode.Truncate);
        layer.setCnn2dDataFormat(CNN2DFormat.NCHW);
        return layer;
    }

    private static Deconvolution2D deconvolution(CNN2DFormat format) {
        return new Deconvolution2D.Builder(3, 2)
                .stride(2, 1)
                .dataFormat(format)
                .nOut(2)
                .activation(Activation.TANH)
                .build();
    }

    private static DepthwiseConvolution2D depthwise(CNN2DFormat format) {
        return new DepthwiseConvolution2D.Builder(3, 2)
                .depthMultiplier(2)
                .dataFormat(format)
                .activation(Activation.TANH)
                .build();
    }

    private static SeparableConvolution2D separable(CNN2DFormat format) {
        return new SeparableConvolution2D.Builder(3, 2)
                .depthMultiplier(2)
                .dataFormat(format)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static LocalResponseNormalization response(CNN2DFormat format) {
        return new LocalResponseNormalization.Builder()
                .n(3)
                .k(2)
                .alpha(0.5)
                .beta(0.75)
                .dataFormat(format)
                .build();
    }

    private static LocallyConnected2D local(CNN2DFormat format, ConvolutionMode mode) {
        return new LocallyConnected2D.Builder()
                .kernelSize(2, 3)
                .stride(1, 1)
                .convolutionMode(mode)
                .dataFormat(format)
                .setInputSize(6, 5)
                .nOut(3)
                .activation(Activation.TANH)
                .build();
    }

    private static SubsamplingLayer pooling(PoolingType type, CNN2DFormat format) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(3, 2)
                .stride(2, 1)
                .pnorm(3)
                .dataFormat(format)
                .build();
    }

    private static PrimaryCapsules primary() {
        return new PrimaryCapsules.Builder(3, 2).kernelSize(2, 2).stride(2, 2).build();
    }

    private static Sketch capsules(Sketch net) {
        return net.layer(primary()).layer(new CapsuleLayer.Builder(3, 4, 3).build());
    }
}
