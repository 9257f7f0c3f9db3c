package org.robustness4j.dl4j;

import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;

/** Small networks for sequences around one kind of layer, all the rest drawn at random. */
@SuppressWarnings("deprecation") // GravesLSTM and its kind are in use as long as DL4J has them
public final class RandomSequenceNetworks {

    private static final int CLASSES = 3;

    /** Those of which the output has as many steps as the input. */
    private static final List<String> BASIC = List.of("LSTM", "GravesLSTM", "SimpleRnn");

    public static final List<String> KINDS = List.of(
            "LSTM",
            "GravesLSTM",
            "SimpleRnn",
            "GravesBidirectionalLSTM",
            "bidirectional",
            "bidirectional last step",
            "last step of bidirectional",
            "mask zero",
            "last step of mask zero",
            "time distributed",
            "dense steps",
            "layer normalisation",
            "mask layer",
            "global pooling",
            "last step vertex",
            "reverse vertex",
            "duplicate vertex",
            "merged steps",
            "output steps");

    private final RandomGenerator random;
    private final String kind;
    private final RNNFormat format;
    private final boolean masked;
    private final int channels;
    private final int steps;
    private final GraphBuilder builder;
    private final double padding;
    private String last = "in";

    private RandomSequenceNetworks(RandomGenerator random, String kind) {
        this.random = random;
        this.kind = kind;
        boolean mayBeLast = !List.of(
                        "mask layer",
                        "global pooling",
                        "last step vertex",
                        "reverse vertex",
                        "duplicate vertex",
                        "merged steps")
                .contains(kind);
        this.format = mayBeLast && random.nextBoolean() ? RNNFormat.NWC : RNNFormat.NCW;
        this.masked = !kind.equals("time distributed") && random.nextInt(3) > 0;
        this.padding = kind.contains("mask zero") ? (random.nextBoolean() ? 0 : -0.5) : Double.NaN;
        this.channels = random.nextInt(1, 4);
        this.steps = random.nextInt(4) == 0 ? 1 : random.nextInt(2, 7);
        this.builder = new NeuralNetConfiguration.Builder()
                .seed(random.nextLong())
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .graphBuilder()
                .validateOutputLayerConfig(false)
                .addInputs("in")
                .setInputTypes(InputType.recurrent(channels, steps, format));
    }

    /**
     * A network in float64 with random parameters.
     *
     * @param shape of its samples
     * @param padding the value that a layer takes for padding, where a whole step has it
     */
    public record Case(ComputationGraph graph, InputShape shape, double padding) {}

    public static Case of(RandomGenerator random, String kind) {
        return new RandomSequenceNetworks(random, kind).build();
    }

    private Case build() {
        if (random.nextBoolean() && !kind.contains("mask zero")) {
            add("first", basic());
        }
        boolean hasSteps = addTested();
        if (hasSteps && kind.equals("output steps")) {
            builder.addLayer(
                    "out",
                    new RnnOutputLayer.Builder()
                            .nOut(CLASSES)
                            .activation(new ActivationIdentity())
                            .dataFormat(format)
                            .build(),
                    last);
        } else {
            if (hasSteps) {
                head();
            }
            builder.addLayer(
                    "out",
                    new OutputLayer.Builder()
                            .nOut(CLASSES)
                            .activation(new ActivationSoftmax())
                            .build(),
                    last);
        }
        ComputationGraph graph = new ComputationGraph(builder.setOutputs("out").build());
        graph.init();
        for (org.deeplearning4j.nn.api.Layer layer : graph.getLayers()) {
            layer.paramTable().forEach(this::randomize);
        }
        InputShape shape = new InputShape(format == RNNFormat.NWC ? Layout.NWC : Layout.NCW, channels, 1, steps);
        return new Case(graph, masked ? shape.withMask() : shape, padding);
    }

    /** @return whether there are still steps */
    private boolean addTested() {
        switch (kind) {
            case "LSTM", "GravesLSTM", "SimpleRnn", "GravesBidirectionalLSTM" -> add("tested", recurrent(kind));
            case "bidirectional" -> add("tested", bidirectional(basic()));
            case "bidirectional last step" -> {
                add("tested", bidirectional(new LastTimeStep(basic())));
                return false;
            }
            case "last step of bidirectional" -> {
                add("tested", new LastTimeStep(bidirectional(basic())));
                return false;
            }
            case "mask zero" -> add("tested", new MaskZeroLayer(basic(), padding));
            case "last step of mask zero" -> {
                add("tested", new LastTimeStep(new MaskZeroLayer(basic(), padding)));
                return false;
            }
            case "time distributed" -> add("tested", new TimeDistributed(dense(random.nextBoolean()), format));
            case "dense steps" -> addDenseSteps();
            case "layer normalisation" -> {
                add("tested", dense(true));
                add("after", basic());
            }
            case "mask layer" -> {
                add("before", basic());
                add("tested", new MaskLayer());
            }
            case "global pooling" -> {
                PoolingType[] types = PoolingType.values();
                GlobalPoolingLayer.Builder pooling =
                        new GlobalPoolingLayer.Builder(types[random.nextInt(types.length)]).pnorm(random.nextInt(1, 5));
                add("before", basic());
                add("tested", pooling.build());
                return false;
            }
            case "last step vertex" -> {
                add("before", basic());
                builder.addVertex("tested", new LastTimeStepVertex("in"), last);
                last = "tested";
                return false;
            }
            case "reverse vertex" -> {
                builder.addVertex("tested", new ReverseTimeSeriesVertex(random.nextBoolean() ? "in" : null), last);
                last = "tested";
                add("after", basic());
            }
            case "duplicate vertex" -> addDuplicate();
            case "merged steps" -> addMerged();
            case "output steps" -> add("tested", random.nextBoolean() ? basic() : bidirectional(basic()));
            default -> throw new IllegalArgumentException(kind);
        }
        return true;
    }

    private void addDenseSteps() {
        add("dense", dense(false));
        if (random.nextBoolean()) {
            add("normalised", new BatchNormalization.Builder().build());
        }
        if (random.nextBoolean()) {
            add("active", new ActivationLayer(activation()));
        }
        if (random.nextBoolean()) {
            add("dropped", new DropoutLayer(0.5));
        }
        add("more", dense(false));
        add("after", basic());
    }

    private void addDuplicate() {
        String sequence = last;
        add("summary", new LastTimeStep(recurrent("LSTM")));
        builder.addVertex("copies", new DuplicateToTimeSeriesVertex("in"), last);
        builder.addVertex("tested", new MergeVertex(), "copies", sequence);
        last = "tested";
        add("after", basic());
    }

    private void addMerged() {
        String sequence = last;
        int units = random.nextInt(1, 5);
        builder.addLayer("left", simple(units), sequence);
        builder.addLayer("right", simple(units), sequence);
        boolean two = random.nextBoolean();
        if (!two) {
            builder.addLayer("unmasked", new MaskZeroLayer(simple(units), 7), sequence);
        }
        String[] inputs = two ? new String[] {"left", "right"} : new String[] {"left", "right", "unmasked"};
        builder.addVertex(
                "tested",
                random.nextBoolean() ? new MergeVertex() : new ElementWiseVertex(ElementWiseVertex.Op.Add),
                inputs);
        last = "tested";
        add("after", simple(3));
    }

    private void head() {
        int choice = random.nextInt(format == RNNFormat.NWC ? 1 : 3);
        switch (choice) {
            case 0 -> add("last", new LastTimeStep(basic()));
            case 1 -> add("pooled", new GlobalPoolingLayer(PoolingType.AVG));
            default -> {
                builder.addVertex("end", new LastTimeStepVertex("in"), last);
                last = "end";
            }
        }
    }

    private void add(String name, Layer layer) {
        builder.addLayer(name, layer, last);
        last = name;
    }

    private Layer dense(boolean isNormalized) {
        return new DenseLayer.Builder()
                // two values standardised are 1 and -1, whatever they are
                .nOut(random.nextInt(isNormalized ? 3 : 2, 6))
                .hasLayerNorm(isNormalized)
                .activation(activation())
                .build();
    }

    private Layer basic() {
        return recurrent(BASIC.get(random.nextInt(BASIC.size())));
    }

    private Layer bidirectional(Layer layer) {
        Bidirectional.Mode[] modes = Bidirectional.Mode.values();
        return new Bidirectional(modes[random.nextInt(modes.length)], layer);
    }

    private Layer recurrent(String name) {
        int units = random.nextInt(1, 6);
        return switch (name) {
            case "LSTM" ->
                new LSTM.Builder()
                        .nOut(units)
                        .weightInit(WeightInit.XAVIER)
                        .activation(activation())
                        .gateActivationFunction(gate())
                        .dataFormat(format)
                        .build();
            case "GravesLSTM" ->
                new GravesLSTM.Builder()
                        .nOut(units)
                        .weightInit(WeightInit.XAVIER)
                        .activation(activation())
                        .gateActivationFunction(gate())
                        .dataFormat(format)
                        .build();
            case "GravesBidirectionalLSTM" ->
                new GravesBidirectionalLSTM.Builder()
                        .nOut(units)
                        .weightInit(WeightInit.XAVIER)
                        .activation(activation())
                        .gateActivationFunction(gate())
                        .dataFormat(format)
                        .build();
            case "SimpleRnn" -> simple(units);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Layer simple(int units) {
        return new SimpleRnn.Builder()
                .nOut(units)
                .weightInit(WeightInit.XAVIER)
                .activation(activation())
                .dataFormat(format)
                .build();
    }

    private IActivation activation() {
        List<IActivation> all = List.of(
                new ActivationTanH(),
                new ActivationTanH(),
                new ActivationTanH(),
                new ActivationSigmoid(),
                new ActivationReLU(),
                new ActivationLReLU(0.1),
                new ActivationIdentity(),
                new ActivationELU(0.7),
                new ActivationHardTanH(),
                new ActivationRationalTanh(),
                new ActivationSoftPlus(),
                new ActivationSoftSign(),
                new ActivationSwish());
        return all.get(random.nextInt(all.size()));
    }

    private IActivation gate() {
        List<IActivation> all = List.of(
                new ActivationSigmoid(), new ActivationSigmoid(), new ActivationHardSigmoid(), new ActivationTanH());
        return all.get(random.nextInt(all.size()));
    }

    /** Values that float32 holds exactly, so that both networks have the same. */
    private void randomize(String name, INDArray parameter) {
        double scale = name.contains("W") ? 1 / Math.sqrt((double) parameter.size(0)) : 0.5;
        for (long i = 0; i < parameter.length(); i++) {
            double value = random.nextDouble(-1, 1) * scale;
            boolean spread = name.equals("var") || name.equals("gamma") || name.endsWith("g");
            parameter.putScalar(i, (float) (spread ? 1 + value : name.equals("log10stdev") ? value / 4 : value));
        }
    }

    /** Samples for a network, of which some have padding. */
    public static float[] samples(RandomGenerator random, Case network, int rows) {
        InputShape shape = network.shape();
        float[] values = new float[rows * shape.features()];
        for (int row = 0; row < rows; row++) {
            int start = row * shape.features();
            boolean[] padding = new boolean[shape.width()];
            for (int step = 1; step < shape.width(); step++) {
                padding[step] = !Double.isNaN(network.padding()) && random.nextInt(3) == 0;
            }
            for (int i = 0; i < shape.values(); i++) {
                boolean isPadding = padding[shape.step(i)];
                values[start + i] = (float) (isPadding ? network.padding() : random.nextDouble(-1, 1));
            }
            boolean inside = random.nextInt(3) == 0;
            int present = random.nextInt(1, shape.width() + 1);
            for (int step = 0; shape.masked() && step < shape.width(); step++) {
                boolean there = step == 0 || (inside ? random.nextBoolean() : step < present);
                values[start + shape.maskIndex(step)] = there ? 1 : 0;
            }
        }
        return values;
    }
}
