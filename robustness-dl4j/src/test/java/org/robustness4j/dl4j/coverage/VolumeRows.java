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
                        FORMATS + ", every mode",
                        volume("NCDHW", net -> net.layer(convolution(DataFormat.NCDHW, ConvolutionMode.Truncate))
                                .dense(3, 3, 3, true)),
                        volume("same", net -> net.layer(convolution(DataFormat.NCDHW, ConvolutionMode.Same))
                                .dense(2, 3, 4, true)),
                        volumeLast("NDHWC", net -> net.layer(convolution(DataFormat.NDHWC, ConvolutionMode.Truncate))
                                .dense(3, 3, 3, false))),
                new Row(Cropping3D.class, COMPILED, "NCDHW", volume("NCDHW", net -> net.layer(
                                new Cropping3D.Builder(1, 0, 0, 1, 1, 1).build())
                        .dense(3, 2, 2, true))),
                new Row(
                        Deconvolution3D.class,
                        COMPILED,
                        FORMATS + ", every mode",
                        volume("NCDHW", net -> net.layer(deconvolution(DataFormat.NCDHW, ConvolutionMode.Truncate))
                                .dense(8, 3, 5, true)),
                        volume("same", net -> net.layer(deconvolution(DataFormat.NCDHW, ConvolutionMode.Same))
                                .dense(8, 3, 4, true)),
                        volumeLast("NDHWC", net -> net.layer(deconvolution(DataFormat.NDHWC, ConvolutionMode.Truncate))
                                .dense(8, 3, 5, false))),
                new Row(
                        Subsampling3DLayer.class,
                        COMPILED,
                        FORMATS + "; max and average",
                        volume("max", net -> net.layer(pooling(PoolingType.MAX, DataFormat.NCDHW))
                                .dense(2, 3, 3, true)),
                        volume("average", net -> net.layer(pooling(PoolingType.AVG, DataFormat.NCDHW))
                                .dense(2, 3, 3, true)),
                        volumeLast("NDHWC", net -> net.layer(pooling(PoolingType.AVG, DataFormat.NDHWC))
                                .dense(2, 3, 3, false))),
                new Row(
                        Upsampling3D.class,
                        COMPILED,
                        FORMATS,
                        volume("NCDHW", net -> net.layer(new Upsampling3D.Builder(DataFormat.NCDHW, 2).build())
                                .dense(8, 6, 8, true)),
                        volumeLast("NDHWC", net -> net.layer(new Upsampling3D.Builder(DataFormat.NDHWC, 2).build())
                                .dense(8, 6, 8, false))),
                new Row(ZeroPadding3DLayer.class, COMPILED, "NCDHW", volume("NCDHW", net -> net.layer(
                                new ZeroPadding3DLayer.Builder(1, 0, 0, 2, 1, 1).build())
                        .dense(5, 5, 6, true))));
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
