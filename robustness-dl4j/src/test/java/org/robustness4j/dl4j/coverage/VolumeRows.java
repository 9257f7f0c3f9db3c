package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Variant.volume;
import static org.robustness4j.dl4j.coverage.Variant.volumeLast;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.nd4j.linalg.activations.Activation;

/** Layers of volumes. */
final class VolumeRows {

    private static final String FORMATS = "NCDHW and NDHWC";

    private VolumeRows() {}

    static List<Row> rows() {
        return List.of(
                new Row(
                        Convolution3D.class,
                        COMPILED,
                        FORMATS + ", every mode, dilation",
                        volume("NCDHW", net -> net.layer(convolution(DataFormat.NCDHW, ConvolutionMode.Truncate))),
                        volume("same", net -> net.layer(convolution(DataFormat.NCDHW, ConvolutionMode.Same))),
                        volume(
                                "dilated",
                                net -> net.layer(new Convolution3D.Builder(2, 2, 2)
                                        .dilation(2, 1, 2)
                                        .dataFormat(DataFormat.NCDHW)
                                        .nOut(2)
                                        .build())),
                        volumeLast("NDHWC", net -> net.layer(convolution(DataFormat.NDHWC, ConvolutionMode.Truncate)))),
                new Row(
                        Cropping3D.class,
                        COMPILED,
                        "NCDHW",
                        volume("NCDHW", net -> net.layer(new Cropping3D.Builder(1, 0, 0, 1, 1, 1).build()))),
                new Row(
                        Deconvolution3D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        volume("NCDHW", net -> net.layer(deconvolution(DataFormat.NCDHW, ConvolutionMode.Truncate))),
                        volume("same", net -> net.layer(deconvolution(DataFormat.NCDHW, ConvolutionMode.Same))),
                        volumeLast(
                                "NDHWC", net -> net.layer(deconvolution(DataFormat.NDHWC, ConvolutionMode.Truncate)))),
                new Row(
                        Subsampling3DLayer.class,
                        COMPILED,
                        FORMATS + "; max and average",
                        volume("max", net -> net.layer(pooling(PoolingType.MAX, DataFormat.NCDHW))),
                        volume("average", net -> net.layer(pooling(PoolingType.AVG, DataFormat.NCDHW))),
                        volumeLast("NDHWC", net -> net.layer(pooling(PoolingType.AVG, DataFormat.NDHWC)))),
                new Row(
                        Upsampling3D.class,
                        COMPILED,
                        FORMATS,
                        volume("NCDHW", net -> net.layer(new Upsampling3D.Builder(DataFormat.NCDHW, 2).build())),
                        volumeLast("NDHWC", net -> net.layer(new Upsampling3D.Builder(DataFormat.NDHWC, 2).build()))),
                new Row(
                        ZeroPadding3DLayer.class,
                        COMPILED,
                        "NCDHW",
                        volume(
                                "NCDHW",
                                net -> net.layer(new ZeroPadding3DLayer.Builder(1, 0, 0, 2, 1, 1).build()))));
    }

    static Convolution3D convolution(DataFormat format, ConvolutionMode mode) {
        return new Convolution3D.Builder(2, 1, 2)
                .stride(mode == ConvolutionMode.Same ? 2 : 1, 1, 1)
                .convolutionMode(mode)
                .dataFormat(format)
                .nOut(2)
                .activation(Activation.TANH)
                .build();
    }

    private static Deconvolution3D deconvolution(DataFormat format, ConvolutionMode mode) {
        return new Deconvolution3D.Builder()
                .kernelSize(2, 1, 2)
                .stride(2, 1, 1)
                .convolutionMode(mode)
                .dataFormat(format)
                .nOut(2)
                .activation(Activation.TANH)
                .build();
    }

    private static Subsampling3DLayer pooling(PoolingType type, DataFormat format) {
        return new Subsampling3DLayer.Builder(type)
                .kernelSize(2, 1, 2)
                .stride(2, 1, 1)
                .dataFormat(format)
                .build();
    }
}
