package org.robustness4j.dl4j.coverage;

import static org.robustness4j.dl4j.coverage.Coverage.CHECKED;
import static org.robustness4j.dl4j.coverage.Coverage.COMPILED;
import static org.robustness4j.dl4j.coverage.Coverage.SCORES;
import static org.robustness4j.dl4j.coverage.FeedForwardRows.dense;
import static org.robustness4j.dl4j.coverage.ImageRows.convolution;
import static org.robustness4j.dl4j.coverage.SequenceRows.lstm;
import static org.robustness4j.dl4j.coverage.Variant.flat;
import static org.robustness4j.dl4j.coverage.Variant.image;
import static org.robustness4j.dl4j.coverage.Variant.imageLast;
import static org.robustness4j.dl4j.coverage.Variant.masked;
import static org.robustness4j.dl4j.coverage.Variant.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Vertices of graphs. */
final class VertexRows {

    private VertexRows() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>(ofVectorsAndImages());
        rows.addAll(ofSequences());
        return rows;
    }

    private static List<Row> ofVectorsAndImages() {
        List<Variant> elementWise = new ArrayList<>();
        for (ElementWiseVertex.Op op : ElementWiseVertex.Op.values()) {
            elementWise.add(flat(op.toString(), net -> {
                String left = net.layer(dense(), "in").last();
                String right = net.layer(dense(), "in").last();
                net.vertex(new ElementWiseVertex(op), left, right);
            }));
        }
        elementWise.add(sequence("of sequences", net -> {
            String left = net.layer(lstm(), "in").last();
            String right = net.layer(lstm(), "in").last();
            net.vertex(new ElementWiseVertex(ElementWiseVertex.Op.Add), left, right)
                    .mean();
        }));
        return List.of(
                new Row(ElementWiseVertex.class, COMPILED, "every operation", elementWise),
                new Row(FrozenVertex.class, COMPILED, "as the vertex in it", flat("a scale", net -> net.layer(dense())
                        .vertex(new FrozenVertex(new ScaleVertex(2))))),
                new Row(
                        L2NormalizeVertex.class,
                        COMPILED,
                        "of a whole sample; over chosen dimensions scores only, for DL4J mixes samples up",
                        flat("of features", net -> net.layer(dense()).vertex(new L2NormalizeVertex())),
                        image("of an image", net -> net.layer(convolution(CNN2DFormat.NCHW))
                                .vertex(new L2NormalizeVertex())),
                        image("over channels", net -> net.layer(convolution(CNN2DFormat.NCHW))
                                        .vertex(new L2NormalizeVertex(new int[] {1}, 1e-8)))
                                .is(SCORES)
                                .saying("(L2NormalizeVertex) has no working backward pass in DL4J")),
                new Row(L2Vertex.class, COMPILED, "the distance of two inputs", flat("of features", net -> {
                    String left = net.layer(dense(), "in").last();
                    String right = net.layer(dense(), "in").last();
                    net.vertex(new L2Vertex(), left, right).layer(dense());
                })),
                new Row(
                        LayerVertex.class,
                        COMPILED,
                        "as the layer in it",
                        flat("a dense layer", net -> net.layer(dense()))),
                new Row(
                        MergeVertex.class,
                        COMPILED,
                        "of features, channels, or another axis",
                        flat("of features", net -> {
                            String left = net.layer(dense(), "in").last();
                            net.vertex(new MergeVertex(), left, "in");
                        }),
                        image("NCHW", net -> {
                            String left = net.layer(convolution(CNN2DFormat.NCHW), "in")
                                    .last();
                            net.vertex(new MergeVertex(), left, "in");
                        }),
                        imageLast("NHWC", net -> {
                            String left = net.layer(convolution(CNN2DFormat.NHWC), "in")
                                    .last();
                            MergeVertex merge = new MergeVertex();
                            merge.setMergeAxis(3);
                            net.vertex(merge, left, "in");
                        }),
                        sequence("of sequences", net -> {
                            String left = net.layer(lstm(), "in").last();
                            net.vertex(new MergeVertex(), left, "in")
                                    .layer(lstm())
                                    .mean();
                        })),
                new Row(
                        PoolHelperVertex.class,
                        COMPILED,
                        "cuts the first row and column off",
                        image("NCHW", net -> net.vertex(new PoolHelperVertex())
                                .layer(convolution(CNN2DFormat.NCHW))
                                .mean())),
                new Row(
                        PreprocessorVertex.class,
                        COMPILED,
                        "every preprocessor of the table below",
                        image(
                                "flattened",
                                net -> net.vertex(new PreprocessorVertex(new CnnToFeedForwardPreProcessor(6, 5, 2))))),
                new Row(
                        ReshapeVertex.class,
                        COMPILED,
                        "in the order 'c'",
                        image("to features", net -> net.vertex(new ReshapeVertex(-1, 60))),
                        flat("to a sequence", net -> net.layer(dense())
                                .vertex(new ReshapeVertex(-1, 1, 5))
                                .layer(lstm())
                                .mean())),
                new Row(SameDiffLambdaVertex.class, CHECKED, "your own, made with SameDiff", flat("your own", net -> {
                    String left = net.layer(dense(), "in").last();
                    String right = net.layer(dense(), "in").last();
                    net.vertex(new Product(), left, right);
                })),
                new Row(
                        SameDiffVertex.class,
                        CHECKED,
                        "your own, made with SameDiff",
                        flat("your own", net -> net.vertex(new Affine(7, 5), "in"))),
                new Row(ScaleVertex.class, COMPILED, "", flat("of features", net -> net.layer(dense())
                        .vertex(new ScaleVertex(-1.5)))),
                new Row(ShiftVertex.class, COMPILED, "", flat("of features", net -> net.vertex(new ShiftVertex(0.5))
                        .layer(dense()))),
                new Row(StackVertex.class, COMPILED, "with an `UnstackVertex` behind", flat("shared weights", net -> {
                    String left = net.layer(dense(), "in").last();
                    String right = net.layer(dense(), "in").last();
                    stacked(net, left, right);
                })),
                new Row(
                        SubsetVertex.class,
                        COMPILED,
                        "of features or channels",
                        flat("of features", net -> net.vertex(new SubsetVertex(1, 4))),
                        image("NCHW", net -> net.vertex(new SubsetVertex(1, 1)))),
                new Row(UnstackVertex.class, COMPILED, "behind a `StackVertex`", flat("shared weights", net -> {
                    String left = net.layer(dense(), "in").last();
                    String right = net.layer(dense(), "in").last();
                    stacked(net, left, right);
                })));
    }

    private static void stacked(Sketch net, String left, String right) {
        String both = net.vertex(new StackVertex(), left, right).layer(dense()).last();
        String first = net.vertex(new UnstackVertex(0, 2), both).last();
        String second = net.vertex(new UnstackVertex(1, 2), both).last();
        net.vertex(new ElementWiseVertex(ElementWiseVertex.Op.Subtract), first, second);
    }

    private static List<Row> ofSequences() {
        return List.of(
                new Row(
                        AttentionVertex.class,
                        COMPILED,
                        "heads, with and without projections; masks",
                        sequence("self-attention", VertexRows::attention),
                        masked("masked", VertexRows::attention)),
                new Row(DuplicateToTimeSeriesVertex.class, COMPILED, "", sequence("the last step", net -> net.vertex(
                                new LastTimeStepVertex("in"))
                        .vertex(new DuplicateToTimeSeriesVertex("in"))
                        .layer(lstm())
                        .mean())),
                new Row(
                        LastTimeStepVertex.class,
                        COMPILED,
                        "masks",
                        sequence("NCW", net -> net.layer(lstm()).vertex(new LastTimeStepVertex("in"))),
                        masked("masked", net -> net.layer(lstm()).vertex(new LastTimeStepVertex("in")))),
                new Row(
                        ReverseTimeSeriesVertex.class,
                        COMPILED,
                        "masks: the steps that are there are reversed",
                        sequence("NCW", net -> net.vertex(new ReverseTimeSeriesVertex())
                                .layer(lstm())
                                .vertex(new LastTimeStepVertex("in"))),
                        masked("masked", net -> net.vertex(new ReverseTimeSeriesVertex("in"))
                                .layer(lstm())
                                .vertex(new LastTimeStepVertex("in")))));
    }

    private static void attention(Sketch net) {
        String queries = net.layer(lstm(), "in").last();
        String keys = net.layer(lstm(), "in").last();
        net.vertex(
                        new AttentionVertex.Builder()
                                .nInQueries(4)
                                .nInKeys(4)
                                .nInValues(3)
                                .nOut(4)
                                .nHeads(2)
                                .projectInput(true)
                                .build(),
                        queries,
                        keys,
                        "in")
                .mean();
    }

    /** A user's vertex without parameters. */
    public static final class Product extends SameDiffLambdaVertex {

        @Override
        public SDVariable defineVertex(SameDiff sameDiff, VertexInputs inputs) {
            return inputs.getInput(0).mul(inputs.getInput(1));
        }

        @Override
        public InputType getOutputType(int index, InputType... inputs) {
            return inputs[0];
        }
    }

    /** A user's vertex with parameters. */
    static final class Affine extends SameDiffVertex {

        private final int inputs;
        private final int outputs;

        Affine(int inputs, int outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        @Override
        public org.deeplearning4j.nn.conf.graph.GraphVertex clone() {
            return new Affine(inputs, outputs);
        }

        @Override
        public SDVariable defineVertex(
                SameDiff sameDiff,
                Map<String, SDVariable> layerInput,
                Map<String, SDVariable> parameters,
                Map<String, SDVariable> masks) {
            return sameDiff.math().tanh(layerInput.get("x").mmul(parameters.get("W")));
        }

        @Override
        public void defineParametersAndInputs(SDVertexParams parameters) {
            parameters.defineInputs("x");
            parameters.addWeightParam("W", inputs, outputs);
        }

        @Override
        public void initializeParameters(Map<String, INDArray> parameters) {
            parameters.values().forEach(parameter -> parameter.assign(0));
        }

        @Override
        public InputType getOutputType(int index, InputType... types) {
            return InputType.feedForward(outputs);
        }
    }
}
