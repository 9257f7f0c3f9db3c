package org.robustness4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/** Small networks around one kind of layer, all the rest drawn at random. */
public final class RandomNetworks {

    private static final int CLASSES = 3;

    private final RandomGenerator random;
    private final boolean channelsLast;
    private final CNN2DFormat format;
    private final int channels;
    private final int height;
    private final int width;
    private final int largestKernel;
    private final int largestStride;

    public RandomNetworks(RandomGenerator random, boolean mayBeChannelsLast) {
        this.random = random;
        this.channelsLast = mayBeChannelsLast && random.nextBoolean();
        this.format = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        this.channels = 2 * random.nextInt(1, 3);
        this.height = 2 * random.nextInt(4, 6);
        this.width = 2 * random.nextInt(4, 7);
        this.largestKernel = 3;
        this.largestStride = 2;
    }

    /** Images of few pixels under windows that may be larger; DL4J refuses many of the networks. */
    private RandomNetworks(RandomGenerator random) {
        this.random = random;
        this.channelsLast = random.nextBoolean();
        this.format = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
        this.channels = random.nextInt(1, 4);
        this.height = random.nextInt(1, 6);
        this.width = random.nextInt(1, 6);
        this.largestKernel = 5;
        this.largestStride = 4;
    }

    public static RandomNetworks ofSmallImages(RandomGenerator random) {
        return new RandomNetworks(random);
    }

    /** A network in float64 with random parameters, and the shape of its samples. */
    public record Case(ComputationGraph graph, InputShape shape) {}

    public static final List<String> IMAGE_LAYERS = List.of(
            "convolution",
            "max pooling",
            "average pooling",
            "batch normalisation",
            "activation",
            "dropout",
            "global pooling",
            "zero padding",
            "cropping",
            "upsampling",
            "depthwise",
            "separable",
            "deconvolution",
            "space to depth",
            "local response normalisation",
            "parametric rectifier");

    public static final List<String> VERTICES = List.of(
            "add", "subtract", "product", "average", "max", "merge", "scale", "shift", "reshape", "L2 normalise");

    public static final List<String> SEQUENCE_LAYERS =
            List.of("convolution 1D", "pooling 1D", "zero padding 1D", "cropping 1D", "upsampling 1D");

    public Case image(String kind) {
        GraphBuilder builder = builder(InputType.convolutional(height, width, channels, format));
        String previous = "in";
        boolean needsItsShape = kind.equals("parametric rectifier") || kind.equals("space to depth");
        if (!needsItsShape && random.nextBoolean()) {
            previous = add(builder, "first", convolution(), previous);
        }
        previous = add(builder, "tested", imageLayer(kind), previous);
        if (!kind.equals("global pooling")) {
            if (random.nextBoolean()) {
                previous = add(builder, "normalised", normalization(), previous);
            }
            if (random.nextBoolean()) {
                previous = add(builder, "active", new ActivationLayer(activation()), previous);
            }
            boolean pooled = random.nextInt(3) == 0 && !channelsLast;
            previous = pooled ? add(builder, "pooled", globalPooling(), previous) : previous;
        }
        return finished(builder, previous, new InputShape(layout(), channels, height, width));
    }

    private Layout layout() {
        return channelsLast ? Layout.NHWC : Layout.NCHW;
    }

    public Case vertex(String kind) {
        // DL4J's L2 normalisation mixes its types in float64, and float32 is too coarse for differences
        DataType type = kind.equals("L2 normalise") ? DataType.FLOAT : DataType.DOUBLE;
        GraphBuilder builder = builder(InputType.convolutional(height, width, channels, format), type);
        boolean single = List.of("scale", "shift", "reshape", "L2 normalise").contains(kind);
        boolean inFloat = type == DataType.FLOAT;
        IActivation smooth = new ActivationTanH();
        String left = add(builder, "left", sameConvolution(inFloat ? smooth : activation()), "in");
        String right = add(
                builder,
                "right",
                sameConvolution(inFloat ? smooth : activation()),
                single || kind.equals("merge") ? left : "in");
        boolean two = kind.equals("subtract") || random.nextBoolean();
        String[] inputs = two ? new String[] {left, right} : new String[] {left, right, "left"};
        GraphVertex vertex =
                switch (kind) {
                    case "add" -> new ElementWiseVertex(ElementWiseVertex.Op.Add);
                    case "subtract" -> new ElementWiseVertex(ElementWiseVertex.Op.Subtract);
                    case "product" -> new ElementWiseVertex(ElementWiseVertex.Op.Product);
                    case "average" -> new ElementWiseVertex(ElementWiseVertex.Op.Average);
                    case "max" -> new ElementWiseVertex(ElementWiseVertex.Op.Max);
                    case "merge" -> new MergeVertex();
                    case "scale" -> new ScaleVertex(random.nextDouble(-2, 2));
                    case "shift" -> new ShiftVertex(random.nextDouble(-2, 2));
                    case "reshape" -> new ReshapeVertex('c', new int[] {-1, 2, 2 * height, width}, null);
                    case "L2 normalise" -> new L2NormalizeVertex();
                    default -> throw new IllegalArgumentException(kind);
                };
        builder.addVertex("tested", vertex, single ? new String[] {right} : inputs);
        String previous = add(builder, "after", sameConvolution(inFloat ? smooth : activation()), "tested");
        return finished(builder, previous, new InputShape(layout(), channels, height, width));
    }

    public Case sequence(String kind) {
        int length = 2 * random.nextInt(5, 9);
        GraphBuilder builder = builder(InputType.recurrent(channels, length, RNNFormat.NCW));
        String previous = add(builder, "first", convolution1D(ConvolutionMode.Same), "in");
        previous = add(builder, "tested", sequenceLayer(kind), previous);
        previous = add(builder, "pooled", globalPooling(), previous);
        return finished(builder, previous, new InputShape(Layout.NCW, channels, 1, length));
    }

    public Case dense() {
        GraphBuilder builder = builder(InputType.feedForward(9));
        String previous = "in";
        if (random.nextBoolean()) {
            builder.addVertex("subset", new SubsetVertex(random.nextInt(3), random.nextInt(5, 9)), previous);
            previous = "subset";
        }
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            previous = add(
                    builder,
                    "dense" + i,
                    new DenseLayer.Builder()
                            .nOut(random.nextInt(3, 60))
                            .hasBias(random.nextBoolean())
                            .activation(activation())
                            .build(),
                    previous);
        }
        return finished(builder, previous, InputShape.flat(9));
    }

    private static String add(GraphBuilder builder, String name, Layer layer, String input) {
        builder.addLayer(name, layer, input);
        return name;
    }

    private GraphBuilder builder(InputType input) {
        return builder(input, DataType.DOUBLE);
    }

    private GraphBuilder builder(InputType input, DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(random.nextLong())
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(input);
    }

    private Case finished(GraphBuilder builder, String previous, InputShape shape) {
        builder.addLayer(
                "out",
                new OutputLayer.Builder()
                        .nOut(CLASSES)
                        .activation(new ActivationSoftmax())
                        .build(),
                previous);
        ComputationGraph graph = new ComputationGraph(builder.setOutputs("out").build());
        graph.init();
        for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                randomize(parameter.getKey(), parameter.getValue());
            }
        }
        return new Case(graph, shape);
    }

    /** Values that float32 holds exactly, so that both networks have the same. */
    private void randomize(String name, INDArray parameter) {
        boolean weights = name.equals("W") || name.equals("pW");
        double scale = weights ? 1.5 / Math.sqrt(Math.max(1.0, (double) parameter.length() / parameter.size(0))) : 0.5;
        for (long i = 0; i < parameter.length(); i++) {
            double value = random.nextDouble(-1, 1) * scale;
            boolean spread = name.equals("var") || name.equals("gamma");
            parameter.putScalar(i, (float) (spread ? 1 + value : name.equals("log10stdev") ? value / 4 : value));
        }
    }

    private Layer imageLayer(String kind) {
        return switch (kind) {
            case "convolution" -> convolution();
            case "max pooling" -> pooling(PoolingType.MAX);
            case "average pooling" -> pooling(PoolingType.AVG);
            case "batch normalisation" -> normalization();
            case "activation" -> new ActivationLayer(activation());
            case "dropout" -> new DropoutLayer(0.5);
            case "global pooling" -> globalPooling();
            case "zero padding" ->
                new ZeroPaddingLayer.Builder(border(3)).dataFormat(format).build();
            case "cropping" ->
                new Cropping2D.Builder(border(2)).dataFormat(format).build();
            case "upsampling" ->
                new Upsampling2D.Builder(random.nextInt(1, 4))
                        .dataFormat(format)
                        .build();
            case "depthwise" -> depthwise();
            case "separable" -> separable();
            case "deconvolution" -> deconvolution();
            case "space to depth" -> new SpaceToDepthLayer.Builder<>(2, format).build();
            case "local response normalisation" ->
                new LocalResponseNormalization.Builder()
                        .n(random.nextInt(1, 6))
                        .k(random.nextDouble(1, 3))
                        .alpha(random.nextDouble(0.1, 1))
                        .beta(random.nextDouble(0.5, 1))
                        .dataFormat(format)
                        .build();
            case "parametric rectifier" ->
                new PReLULayer.Builder()
                        .inputShape(channels, height, width)
                        .sharedAxes(random.nextBoolean() ? new long[] {2, 3} : new long[0])
                        .build();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private int[] border(int largest) {
        return new int[] {
            random.nextInt(largest), random.nextInt(largest), random.nextInt(largest), random.nextInt(largest)
        };
    }

    private ConvolutionMode mode() {
        return random.nextBoolean() ? ConvolutionMode.Truncate : ConvolutionMode.Same;
    }

    private int[] sizes(int from, int to) {
        return new int[] {random.nextInt(from, to), random.nextInt(from, to)};
    }

    private Layer convolution() {
        ConvolutionMode mode = mode();
        int[] dilation = random.nextInt(3) == 0 ? sizes(1, 3) : new int[] {1, 1};
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(sizes(1, largestKernel + 1));
        return builder.stride(dilation[0] > 1 || dilation[1] > 1 ? new int[] {1, 1} : sizes(1, largestStride + 1))
                .dilation(dilation)
                .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : sizes(0, 3))
                .convolutionMode(mode)
                .dataFormat(format)
                .nOut(2 * random.nextInt(1, 4))
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
    }

    private Layer sameConvolution(IActivation activation) {
        return new ConvolutionLayer.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(format)
                .nOut(4)
                .activation(activation)
                .build();
    }

    private Layer pooling(PoolingType type) {
        ConvolutionMode mode = mode();
        int[] kernel = sizes(2, largestKernel + 1);
        boolean dilated = random.nextInt(4) == 0;
        return new SubsamplingLayer.Builder(type)
                .kernelSize(kernel)
                .stride(dilated ? new int[] {1, 1} : sizes(1, largestStride + 2))
                .dilation(dilated ? sizes(1, 3) : new int[] {1, 1})
                .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : sizes(0, 2))
                .convolutionMode(mode)
                .dataFormat(format)
                .build();
    }

    private Layer globalPooling() {
        List<PoolingType> types = List.of(PoolingType.MAX, PoolingType.AVG, PoolingType.SUM);
        GlobalPoolingLayer.Builder builder = new GlobalPoolingLayer.Builder(types.get(random.nextInt(types.size())));
        return channelsLast ? builder.poolingDimensions(1, 2).build() : builder.build();
    }

    private Layer normalization() {
        BatchNormalization.Builder builder = new BatchNormalization.Builder();
        builder.useLogStd(random.nextBoolean());
        builder.lockGammaBeta(random.nextInt(3) == 0);
        return builder.dataFormat(format).build();
    }

    private Layer depthwise() {
        ConvolutionMode mode = mode();
        DepthwiseConvolution2D.Builder builder = new DepthwiseConvolution2D.Builder(sizes(1, largestKernel + 1));
        return builder.depthMultiplier(random.nextInt(1, 4))
                .stride(sizes(1, largestStride + 1))
                .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : sizes(0, 2))
                .convolutionMode(mode)
                .dataFormat(format)
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
    }

    private Layer separable() {
        ConvolutionMode mode = mode();
        SeparableConvolution2D.Builder builder = new SeparableConvolution2D.Builder(sizes(1, largestKernel + 1));
        return builder.depthMultiplier(random.nextInt(1, 4))
                .stride(sizes(1, largestStride + 1))
                .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : sizes(0, 2))
                .convolutionMode(mode)
                .dataFormat(format)
                .nOut(random.nextInt(1, 5))
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
    }

    private Layer deconvolution() {
        ConvolutionMode mode = mode();
        Deconvolution2D.Builder builder = new Deconvolution2D.Builder(sizes(2, largestKernel + 1));
        return builder.stride(sizes(1, largestStride + 1))
                .padding(mode == ConvolutionMode.Same ? new int[] {0, 0} : sizes(0, 2))
                .convolutionMode(mode)
                .dataFormat(format)
                .nOut(random.nextInt(1, 5))
                .hasBias(random.nextBoolean())
                .activation(activation())
                .build();
    }

    private Layer convolution1D(ConvolutionMode mode) {
        return new Convolution1DLayer.Builder(random.nextInt(1, 4))
                .stride(mode == ConvolutionMode.Causal ? 1 : random.nextInt(1, 3))
                .dilation(1)
                .convolutionMode(mode)
                .rnnDataFormat(RNNFormat.NCW)
                .nOut(4)
                .activation(activation())
                .build();
    }

    private Layer sequenceLayer(String kind) {
        List<ConvolutionMode> modes = List.of(ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Causal);
        return switch (kind) {
            case "convolution 1D" -> convolution1D(modes.get(random.nextInt(modes.size())));
            case "pooling 1D" ->
                new Subsampling1DLayer.Builder(random.nextBoolean() ? PoolingType.MAX : PoolingType.AVG)
                        .kernelSize(2)
                        .stride(random.nextInt(1, 3))
                        .build();
            case "zero padding 1D" -> new ZeroPadding1DLayer.Builder(random.nextInt(3), random.nextInt(3)).build();
            case "cropping 1D" -> new Cropping1D.Builder(random.nextInt(2), random.nextInt(2)).build();
            case "upsampling 1D" -> new Upsampling1D.Builder(random.nextInt(1, 4)).build();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private IActivation activation() {
        List<IActivation> all = new ArrayList<>(List.of(
                new ActivationReLU(),
                new ActivationReLU(),
                new ActivationIdentity(),
                new ActivationLReLU(0.1),
                new ActivationReLU6(),
                new ActivationReLU(2.0, 0.1, 0.2),
                new ActivationThresholdedReLU(0.3),
                new ActivationRReLU(0.1, 0.3),
                new ActivationELU(0.7),
                new ActivationSELU(),
                new ActivationGELU(),
                new ActivationGELU(true),
                new ActivationSwish(),
                new ActivationMish(),
                new ActivationSigmoid(),
                new ActivationHardSigmoid(),
                new ActivationTanH(),
                new ActivationHardTanH(),
                new ActivationRationalTanh(),
                new ActivationRectifiedTanh(),
                new ActivationSoftPlus(),
                new ActivationSoftSign(),
                new ActivationCube()));
        return all.get(random.nextInt(all.size()));
    }
}
