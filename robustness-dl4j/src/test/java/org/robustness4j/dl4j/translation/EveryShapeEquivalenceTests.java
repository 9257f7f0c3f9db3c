package org.robustness4j.dl4j.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.translation.RandomShapes.Case;
import org.robustness4j.dl4j.translation.RandomShapes.Part;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.internal.compiled.CompiledBackend;

/** Compiled networks on vectors, sequences, images and volumes against DL4J's float64 forward pass and its differences. */
class EveryShapeEquivalenceTests {

    private static final int CONFIGURATIONS_OF_A_KIND = 6;
    private static final int TRIES = 60;
    private static final int ROWS = 2;
    private static final double TOLERANCE = 1e-4;

    private static final ConvolutionMode[] PLAIN = {
        ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Strict
    };
    private static final ConvolutionMode[] ALL = ConvolutionMode.values();

    private static final Map<String, Function<RandomShapes, Case>> KINDS = new LinkedHashMap<>();

    private static void kind(String name, Function<RandomShapes, Case> make) {
        KINDS.put(name, make);
    }

    private static void layer(
            String name, Function<RandomShapes, RandomShapes> samples, Function<RandomShapes, Layer> layer) {
        kind(name, random -> {
            RandomShapes shapes = samples.apply(random);
            Layer tested = layer.apply(shapes);
            return shapes.around((builder, input) -> {
                builder.addLayer("tested", tested.clone(), input);
                return "tested";
            });
        });
    }

    private static void preprocessor(
            String name,
            Function<RandomShapes, RandomShapes> samples,
            Function<RandomShapes, InputPreProcessor> preprocessor) {
        kind(name, random -> {
            RandomShapes shapes = samples.apply(random);
            GraphVertex vertex = new PreprocessorVertex(preprocessor.apply(shapes));
            return shapes.around((builder, input) -> {
                builder.addVertex("tested", vertex, input);
                return "tested";
            });
        });
    }

    static {
        sequences();
        images();
        volumes();
        vectors();
        vertices();
        preprocessors();
    }

    private static void sequences() {
        layer("convolution 1D", RandomShapes::sequence, s -> new Convolution1DLayer.Builder(s.between(1, 3))
                .stride(s.between(1, 2))
                .dilation(s.between(1, 2))
                .padding(s.between(0, 1))
                .convolutionMode(s.mode(ALL))
                .rnnDataFormat(s.rnnFormat())
                .nOut(s.between(1, 3))
                .hasBias(s.random().nextBoolean())
                .activation(s.activation())
                .build());
        for (PoolingType type : PoolingType.values()) {
            layer(type + " pooling 1D", RandomShapes::sequence, s -> new Subsampling1DLayer.Builder(type)
                    .kernelSize(s.between(2, 3))
                    .stride(s.between(1, 2))
                    .padding(s.between(0, 1))
                    .pnorm(s.between(1, 4))
                    .convolutionMode(s.mode(PLAIN))
                    .build());
            layer(
                    "global " + type + " pooling of a sequence",
                    RandomShapes::sequence,
                    s -> new GlobalPoolingLayer.Builder(type)
                            .pnorm(s.between(1, 4))
                            .poolingDimensions(s.between(1, 2))
                            .collapseDimensions(s.random().nextBoolean())
                            .build());
        }
        layer("upsampling 1D", RandomShapes::sequence, s -> new Upsampling1D.Builder(s.between(1, 3)).build());
        layer("zero padding 1D", RandomShapes::sequence, s -> new ZeroPadding1DLayer.Builder(
                        s.between(0, 2), s.between(0, 2))
                .build());
        layer("cropping 1D", RandomShapes::sequence, s -> new Cropping1D.Builder(s.between(0, 1), s.between(0, 1))
                .build());
        layer("locally connected 1D", RandomShapes::sequence, s -> new LocallyConnected1D.Builder()
                .kernelSize(s.between(1, 3))
                .stride(s.between(1, 2))
                .padding(s.between(0, 1))
                .convolutionMode(s.mode(PLAIN))
                .setInputSize(s.shape().width())
                .nIn(s.shape().channels())
                .nOut(s.between(1, 3))
                .hasBias(s.random().nextBoolean())
                .activation(sameDiffActivation(s))
                .build());
        layer("softmax of a sequence", RandomShapes::sequence, s -> new ActivationLayer(new ActivationSoftmax()));
        layer("batch normalisation of a sequence", RandomShapes::sequence, s -> new BatchNormalization.Builder()
                .dataFormat(CNN2DFormat.NHWC)
                .nIn(
                        s.shape().isChannelsLast()
                                ? s.shape().channels()
                                : s.shape().width())
                .nOut(
                        s.shape().isChannelsLast()
                                ? s.shape().channels()
                                : s.shape().width())
                .build());
        layer("parametric rectifier of a sequence", RandomShapes::sequence, s -> new PReLULayer.Builder()
                .inputShape(batchless(s.shape()))
                .sharedAxes(s.random().nextBoolean() ? new long[] {1} : new long[] {2})
                .build());
    }

    private static long[] batchless(InputShape shape) {
        long[] batch = shape.batch(1);
        return Arrays.copyOfRange(batch, 1, batch.length);
    }

    private static Activation sameDiffActivation(RandomShapes s) {
        Activation[] all = {
            Activation.TANH,
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.SOFTMAX,
            Activation.SIGMOID,
            Activation.IDENTITY,
            Activation.CUBE,
            Activation.GELU
        };
        return all[s.random().nextInt(all.length)];
    }

    private static void images() {
        layer("convolution 2D", RandomShapes::image, s -> new ConvolutionLayer.Builder(s.between(2, 1, 3))
                .stride(s.between(2, 1, 2))
                .dilation(s.between(2, 1, 2))
                .padding(s.between(2, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.imageFormat())
                .nOut(s.between(1, 3))
                .activation(s.activation())
                .build());
        for (PoolingType type : PoolingType.values()) {
            if (type != PoolingType.SUM) { // DL4J has none
                layer(type + " pooling 2D", RandomShapes::image, s -> new SubsamplingLayer.Builder(type)
                        .kernelSize(s.between(2, 2, 3))
                        .stride(s.between(2, 1, 2))
                        .dilation(s.between(2, 1, 2))
                        .avgPoolIncludePadInDivisor(s.random().nextBoolean())
                        .padding(s.between(2, 0, 1))
                        .pnorm(s.between(1, 4))
                        .convolutionMode(s.mode(PLAIN))
                        .dataFormat(s.imageFormat())
                        .build());
            }
            layer("global " + type + " pooling of an image", RandomShapes::image, s -> new GlobalPoolingLayer.Builder(
                            type)
                    .pnorm(s.between(1, 4))
                    .poolingDimensions(dimensions(s, 3))
                    .collapseDimensions(s.random().nextBoolean())
                    .build());
        }
        layer("depthwise", RandomShapes::image, s -> new DepthwiseConvolution2D.Builder(s.between(2, 1, 3))
                .depthMultiplier(s.between(1, 2))
                .stride(s.between(2, 1, 2))
                .dilation(s.between(2, 1, 2))
                .padding(s.between(2, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.imageFormat())
                .activation(s.activation())
                .build());
        layer("separable", RandomShapes::image, s -> new SeparableConvolution2D.Builder(s.between(2, 1, 3))
                .depthMultiplier(s.between(1, 2))
                .stride(s.between(2, 1, 2))
                .dilation(s.between(2, 1, 2))
                .padding(s.between(2, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.imageFormat())
                .nOut(s.between(1, 3))
                .activation(s.activation())
                .build());
        layer("deconvolution", RandomShapes::image, s -> new Deconvolution2D.Builder(s.between(2, 2, 3))
                .stride(s.between(2, 1, 2))
                .dilation(s.between(2, 1, 2))
                .padding(s.between(2, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.imageFormat())
                .nOut(s.between(1, 3))
                .hasBias(s.random().nextBoolean())
                .activation(s.activation())
                .build());
        layer("locally connected 2D", RandomShapes::image, s -> new LocallyConnected2D.Builder()
                .kernelSize(s.between(2, 1, 3))
                .stride(s.between(2, 1, 2))
                .padding(s.between(2, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.imageFormat())
                .setInputSize(s.shape().height(), s.shape().width())
                .nIn(s.shape().channels())
                .nOut(s.between(1, 3))
                .hasBias(s.random().nextBoolean())
                .activation(sameDiffActivation(s))
                .build());
        layer("upsampling 2D", RandomShapes::image, s -> new Upsampling2D.Builder(s.between(1, 3))
                .dataFormat(s.imageFormat())
                .build());
        layer("zero padding 2D", RandomShapes::image, s -> new ZeroPaddingLayer.Builder(s.between(4, 0, 2))
                .dataFormat(s.imageFormat())
                .build());
        layer("cropping 2D", RandomShapes::image, s -> new Cropping2D.Builder(s.between(4, 0, 1))
                .dataFormat(s.imageFormat())
                .build());
        layer("space to depth", RandomShapes::evenImage, s -> new SpaceToDepthLayer.Builder<>(2, s.imageFormat())
                .build());
        kind("space to batch", random -> {
            RandomShapes s = random.evenImage();
            SpaceToBatchLayer layer = new SpaceToBatchLayer.Builder<>(
                            new int[] {2, 2}, new int[][] {{s.between(0, 1) * 2, 0}, {1, 1}})
                    .dataFormat(s.imageFormat())
                    .build();
            int from = s.between(0, 3);
            return s.around((builder, input) -> {
                builder.addLayer("tested", layer.clone(), input);
                builder.addVertex("unstacked", new UnstackVertex(from, 4), "tested");
                return "unstacked";
            });
        });
        layer("local response normalisation", RandomShapes::image, s -> new LocalResponseNormalization.Builder()
                .n(s.between(1, 5))
                .k(2)
                .alpha(0.5)
                .beta(0.75)
                .dataFormat(s.imageFormat())
                .build());
        layer("batch normalisation of an image", RandomShapes::image, s -> new BatchNormalization.Builder()
                .dataFormat(s.imageFormat())
                .build());
        layer("softmax of an image", RandomShapes::image, s -> new ActivationLayer(new ActivationSoftmax()));
        layer("parametric rectifier of an image", RandomShapes::image, s -> new PReLULayer.Builder()
                .inputShape(batchless(s.shape()))
                .sharedAxes(s.random().nextBoolean() ? new long[] {2, 3} : new long[] {1})
                .build());
    }

    private static int[] dimensions(RandomShapes s, int rank) {
        int[] chosen = IntStream.rangeClosed(1, rank)
                .filter(i -> s.random().nextBoolean())
                .toArray();
        return chosen.length == 0 ? IntStream.rangeClosed(2, rank).toArray() : chosen;
    }

    private static void volumes() {
        layer("convolution 3D", RandomShapes::volume, s -> new Convolution3D.Builder(s.between(3, 1, 3))
                .stride(s.between(3, 1, 2))
                .dilation(s.between(3, 1, 2))
                .padding(s.between(3, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.volumeFormat())
                .nOut(s.between(1, 3))
                .hasBias(s.random().nextBoolean())
                .activation(s.activation())
                .build());
        layer("deconvolution 3D", RandomShapes::volume, s -> new Deconvolution3D.Builder()
                .kernelSize(s.between(3, 2, 3))
                .stride(s.between(3, 1, 2))
                .dilation(s.between(3, 1, 2))
                .padding(s.between(3, 0, 1))
                .convolutionMode(s.mode(PLAIN))
                .dataFormat(s.volumeFormat())
                .nOut(s.between(1, 2))
                .hasBias(s.random().nextBoolean())
                .activation(s.activation())
                .build());
        for (PoolingType type : PoolingType.values()) {
            layer(type + " pooling 3D", RandomShapes::volume, s -> new Subsampling3DLayer.Builder(type)
                    .kernelSize(s.between(3, 2, 2))
                    .stride(s.between(3, 1, 2))
                    .dilation(s.between(1, 2), s.between(1, 2), s.between(1, 2))
                    .padding(s.between(3, 0, 1))
                    .convolutionMode(s.mode(PLAIN))
                    .dataFormat(s.volumeFormat())
                    .build());
            layer("global " + type + " pooling of a volume", RandomShapes::volume, s -> new GlobalPoolingLayer.Builder(
                            type)
                    .pnorm(s.between(1, 4))
                    .poolingDimensions(dimensions(s, 4))
                    .collapseDimensions(s.random().nextBoolean())
                    .build());
        }
        layer("upsampling 3D", RandomShapes::volume, s -> new Upsampling3D.Builder(s.between(1, 2))
                .dataFormat(s.volumeFormat())
                .build());
        layer("zero padding 3D", RandomShapes::volume, s -> new ZeroPadding3DLayer.Builder(s.between(6, 0, 1)).build());
        layer("cropping 3D", RandomShapes::volume, s -> new Cropping3D.Builder(s.between(6, 0, 1)).build());
        layer("activation of a volume", RandomShapes::volume, s -> new ActivationLayer(s.activation()));
        layer("parametric rectifier of a volume", RandomShapes::volume, s -> new PReLULayer.Builder()
                .inputShape(batchless(s.shape()))
                .build());
    }

    private static void vectors() {
        layer("dense with layer normalisation", RandomShapes::vector, s -> new DenseLayer.Builder()
                .nOut(s.between(3, 6))
                .hasLayerNorm(true)
                .hasBias(s.random().nextBoolean())
                .activation(s.activation())
                .build());
        layer("element-wise multiplication", RandomShapes::vector, s -> new ElementWiseMultiplicationLayer.Builder()
                .nIn(s.shape().channels())
                .nOut(s.shape().channels())
                .activation(s.activation())
                .build());
        layer("autoencoder", RandomShapes::vector, s -> new AutoEncoder.Builder()
                .nOut(s.between(2, 5))
                .activation(s.activation())
                .build());
        layer("variational autoencoder", RandomShapes::vector, s -> new VariationalAutoencoder.Builder()
                .nOut(s.between(2, 5))
                .encoderLayerSizes(s.between(2, 3, 5))
                .decoderLayerSizes(3)
                .activation(new ActivationTanH())
                .pzxActivationFunction(s.random().nextBoolean() ? Activation.TANH : Activation.SOFTMAX)
                .build());
        layer("repeat vector", RandomShapes::vector, s -> new RepeatVector.Builder<>(s.between(1, 4))
                .dataFormat(s.rnnFormat())
                .build());
        layer("loss layer inside", RandomShapes::vector, s -> new LossLayer.Builder(LossFunction.MSE)
                .activation(s.activation())
                .build());
        layer("dropout", RandomShapes::vector, s -> new DropoutLayer(0.5));
        layer("batch normalisation of a vector", RandomShapes::vector, s -> new BatchNormalization.Builder().build());
        layer(
                "parametric rectifier as an activation",
                EveryShapeEquivalenceTests::any,
                s -> new ActivationLayer(
                        new ActivationPReLU(Nd4j.rand(DataType.DOUBLE, batchless(s.shape())), new long[0])));
        layer("parametric rectifier of a vector", RandomShapes::vector, s -> new PReLULayer.Builder()
                .inputShape(s.shape().channels())
                .build());
        for (Activation activation : Activation.values()) {
            layer(
                    activation + " of a vector",
                    RandomShapes::vector,
                    s -> new ActivationLayer(activation.getActivationFunction()));
        }
    }

    /** Two branches of the input, and a vertex on both. */
    private static void joined(
            String name, Function<RandomShapes, RandomShapes> samples, Function<RandomShapes, Part> joint) {
        kind(name, random -> {
            RandomShapes s = samples.apply(random);
            return s.around(joint.apply(s));
        });
    }

    private static Part branches(GraphVertex vertex) {
        return (builder, input) -> {
            builder.addVertex("begun", new ScaleVertex(1.5), input);
            builder.addLayer("left", new ActivationLayer(new ActivationTanH()), "begun");
            builder.addLayer("right", new ActivationLayer(Activation.CUBE), "begun");
            builder.addVertex("tested", vertex, "left", "right");
            return "tested";
        };
    }

    private static RandomShapes any(RandomShapes s) {
        return switch (s.between(0, 3)) {
            case 0 -> s.vector();
            case 1 -> s.sequence();
            case 2 -> s.image();
            default -> s.volume();
        };
    }

    private static void vertices() {
        joined("L2 distance", EveryShapeEquivalenceTests::any, s -> branches(new L2Vertex()));
        joined("merge on any axis", EveryShapeEquivalenceTests::any, s -> {
            MergeVertex merge = new MergeVertex();
            merge.setMergeAxis(s.between(1, s.shape().batch(1).length - 1));
            return branches(merge);
        });
        joined("combination with broadcast", s -> s.image().untyped(), s -> (builder, input) -> {
            builder.addLayer(
                    "pooled",
                    new GlobalPoolingLayer.Builder(PoolingType.AVG)
                            .poolingDimensions(2, 3)
                            .collapseDimensions(false)
                            .build(),
                    input);
            ElementWiseVertex.Op[] ops = {
                ElementWiseVertex.Op.Add,
                ElementWiseVertex.Op.Product,
                ElementWiseVertex.Op.Subtract,
                ElementWiseVertex.Op.Average,
                ElementWiseVertex.Op.Max
            };
            ElementWiseVertex vertex = new ElementWiseVertex(ops[s.random().nextInt(ops.length)]);
            builder.addVertex(
                    "tested",
                    vertex,
                    s.random().nextBoolean() ? new String[] {input, "pooled"} : new String[] {"pooled", input});
            return "tested";
        });
        joined("subset", EveryShapeEquivalenceTests::any, s -> (builder, input) -> {
            builder.addVertex("tested", new SubsetVertex(0, s.shape().isChannelsLast() ? 1 : 0), input);
            return "tested";
        });
        joined("pool helper", RandomShapes::image, s -> (builder, input) -> {
            builder.addVertex("tested", new PoolHelperVertex(), input);
            return "tested";
        });
        joined("reshape to any rank", s -> s.evenImage().untyped(), s -> (builder, input) -> {
            int[][] shapes = {{-1, 48}, {-1, 6, 8}, {-1, 3, 4, 4}, {-1, 2, 3, 2, 4}};
            builder.addVertex("reshaped", new ReshapeVertex('c', shapes[s.between(0, 3)], null), input);
            builder.addLayer("tested", new ActivationLayer(s.activation()), "reshaped");
            return "tested";
        });
        joined("stack and unstack", EveryShapeEquivalenceTests::any, s -> {
            int from = s.between(0, 1);
            return (builder, input) -> {
                builder.addVertex("begun", new ScaleVertex(1.5), input);
                builder.addLayer("left", new ActivationLayer(new ActivationTanH()), "begun");
                builder.addLayer("right", new ActivationLayer(Activation.CUBE), "begun");
                builder.addVertex("stacked", new StackVertex(), "left", "right");
                builder.addLayer("shared", new ActivationLayer(new ActivationSoftmax()), "stacked");
                builder.addVertex("first", new UnstackVertex(0, 2), "shared");
                builder.addVertex("second", new UnstackVertex(1, 2), "shared");
                builder.addVertex(
                        "tested",
                        new L2Vertex(),
                        from == 0 ? new String[] {"first", "second"} : new String[] {"second", "first"});
                return "tested";
            };
        });
    }

    @SuppressWarnings("deprecation") // models imported by earlier versions of DL4J still have TensorFlow's
    private static void preprocessors() {
        joined("images of the steps of a sequence", s -> s.steps(2 * 3 * 4), s -> (builder, input) -> {
            builder.addLayer(
                    "images",
                    new ConvolutionLayer.Builder(2, 2)
                            .nIn(2)
                            .nOut(3)
                            .activation(new ActivationTanH())
                            .build(),
                    input);
            builder.inputPreProcessor("images", new RnnToCnnPreProcessor(3, 4, 2, s.rnnFormat()));
            builder.addLayer(
                    "pooled",
                    new SubsamplingLayer.Builder(PoolingType.AVG)
                            .kernelSize(2, 1)
                            .stride(1, 1)
                            .build(),
                    "images");
            GraphVertex sequence = new PreprocessorVertex(new CnnToRnnPreProcessor(1, 3, 3, s.rnnFormat()));
            builder.addVertex("tested", sequence, "pooled");
            return "tested";
        });
        preprocessor(
                "image to vector",
                RandomShapes::image,
                s -> new CnnToFeedForwardPreProcessor(
                        s.shape().height(), s.shape().width(), s.shape().channels(), s.imageFormat()));
        preprocessor(
                "TensorFlow's image to vector",
                RandomShapes::image,
                s -> new TensorFlowCnnToFeedForwardPreProcessor(
                        s.shape().height(), s.shape().width(), s.shape().channels()));
        preprocessor(
                "volume to vector",
                RandomShapes::volume,
                s -> new Cnn3DToFeedForwardPreProcessor(
                        s.shape().depth(),
                        s.shape().height(),
                        s.shape().width(),
                        s.shape().channels(),
                        !s.isChannelsLast()));
        preprocessor(
                "vector to image",
                RandomShapes::evenImage,
                s -> new ComposableInputPreProcessor(
                        new CnnToFeedForwardPreProcessor(4, 6, 2, s.imageFormat()),
                        new FeedForwardToCnnPreProcessor(4, 3, 4)));
        preprocessor(
                "vector to volume",
                RandomShapes::evenImage,
                s -> new ComposableInputPreProcessor(
                        new CnnToFeedForwardPreProcessor(4, 6, 2, s.imageFormat()),
                        new FeedForwardToCnn3DPreProcessor(
                                2, 3, 4, 2, s.random().nextBoolean())));
        preprocessor(
                "permutation of an image",
                RandomShapes::image,
                s -> new PermutePreprocessor(s.random().nextBoolean() ? new int[] {2, 3, 1} : new int[] {3, 1, 2}));
        preprocessor("permutation of a sequence", RandomShapes::sequence, s -> new PermutePreprocessor(2, 1));
        preprocessor(
                "reshape to anything",
                RandomShapes::evenImage,
                s -> new ReshapePreprocessor(
                        new long[] {4, 6, 2},
                        s.random().nextBoolean() ? new long[] {8, 6} : new long[] {3, 4, 4},
                        false));
        preprocessor(
                "Keras' flattened sequence",
                RandomShapes::sequence,
                s -> new KerasFlattenRnnPreprocessor(
                        s.shape().channels(), s.shape().width()));
    }

    static Stream<String> kinds() {
        return KINDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void logitsAndGradientsAreThoseOfInference(String kind) throws UntranslatableException {
        int checked = 0;
        String refused = "";
        for (int i = 0; i < TRIES && checked < CONFIGURATIONS_OF_A_KIND; i++) {
            RandomGenerator random = new SplittableRandom(1_000L * kind.hashCode() + i);
            Case network;
            try {
                network = Objects.requireNonNull(KINDS.get(kind)).apply(new RandomShapes(random));
            } catch (RuntimeException e) {
                refused = e.toString();
                continue;
            }
            check(kind + " " + i, network, random);
            checked++;
        }
        assertThat(checked)
                .as("configurations that DL4J takes; else %s", refused)
                .isEqualTo(CONFIGURATIONS_OF_A_KIND);
    }

    private static void check(String what, Case network, RandomGenerator random) throws UntranslatableException {
        LogitsGraph exact = LogitsGraph.forInference(network.graph());
        DifferentiableClassifier compiled = new TranslatedClassifier(
                new CompiledBackend().compile(NetworkTranslation.translate(exact.graph(), network.shape())),
                AffineNormalization.none(),
                exact.output());
        int features = network.shape().features();
        Matrix batch = random(random, ROWS, features);
        Matrix upstream = random(random, ROWS, compiled.classes());
        INDArray input = Nd4j.createFromArray(batch.values())
                .castTo(DataType.DOUBLE)
                .reshape('c', network.shape().batch(ROWS));
        float[] expected = exact.graph()
                .outputSingle(false, input)
                .castTo(DataType.FLOAT)
                .dup('c')
                .data()
                .asFloat();
        String description = what + "\n" + network.graph().getConfiguration().toJson();
        assertThat(largestDifference(compiled.logits(batch), expected))
                .as("logits of %s", description)
                .isLessThan(TOLERANCE);
        Matrix actual;
        try (ForwardPass pass = compiled.forward(batch)) {
            actual = pass.backward(upstream);
        }
        assertThat(largestDifference(actual, differences(exact, network.shape(), batch, upstream)))
                .as("gradients of %s", description)
                .isLessThan(TOLERANCE);
    }

    /** As a share of the largest value. */
    private static double largestDifference(Matrix actual, float[] expected) {
        double difference = 0;
        double largest = 1e-12;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual.values()[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return difference / largest;
    }

    /** Central differences of the float64 network's own forward pass. */
    private static float[] differences(LogitsGraph graph, InputShape shape, Matrix batch, Matrix upstream) {
        double step = 1e-6;
        int features = shape.features();
        float[] result = new float[batch.rows() * features];
        for (int row = 0; row < batch.rows(); row++) {
            double[] moved = new double[2 * features * features];
            for (int i = 0; i < 2 * features; i++) {
                for (int j = 0; j < features; j++) {
                    double move = i / 2 != j ? 0 : i % 2 == 0 ? step : -step;
                    moved[i * features + j] = batch.get(row, j) + move;
                }
            }
            INDArray logits = graph.graph()
                    .outputSingle(false, Nd4j.createFromArray(moved).reshape('c', shape.batch(2 * features)));
            for (int j = 0; j < features; j++) {
                double change = 0;
                for (int k = 0; k < upstream.columns(); k++) {
                    change += upstream.get(row, k) * (logits.getDouble(2L * j, k) - logits.getDouble(2L * j + 1, k));
                }
                result[row * features + j] = (float) (change / (2 * step));
            }
        }
        return result;
    }

    private static Matrix random(RandomGenerator random, int rows, int columns) {
        float[] values = new float[rows * columns];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextDouble(-1, 1));
        return new Matrix(rows, columns, values);
    }
}
