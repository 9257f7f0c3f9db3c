package org.robustness4j.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;

/** One row of scores for each sample, whatever the model. */
class ScoreShapeTests {

    private static final InputShape SEQUENCE = new InputShape(Layout.NCW, 2, 1, 6);
    private static final InputShape FLAT = InputShape.flat(2);

    @Test
    void anOutputLayerBehindARecurrentOneIsRefused() {
        AdaptedModel model = Dl4jNetwork.of(recurrent(false));

        assertThatThrownBy(() -> model.classifier(SEQUENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 'layer1' (DenseLayer) on, gives 6 rows of scores for a batch of 1")
                .hasMessageContaining("each time step")
                .hasMessageContaining("GlobalPoolingLayer");
        assertThatThrownBy(() -> model.predictor(SEQUENCE).scores(new Matrix(12, 12, new float[144])))
                .hasMessageContaining("72 rows of scores for a batch of 12")
                .hasMessageContaining("RnnOutputLayer");
    }

    @Test
    void theSameNetworkThatPoolsOverTimeGivesARowForEachSample() {
        AdaptedModel model = Dl4jNetwork.of(recurrent(true));
        Matrix batch = new Matrix(12, 12, new float[144]);

        assertThat(model.classifier(SEQUENCE).logits(batch).rows()).isEqualTo(12);
        assertThat(model.predictor(SEQUENCE).scores(batch).rows()).isEqualTo(12);
    }

    @Test
    void aSequenceOfOneStepHasARowForEachSample() {
        assertThat(Dl4jNetwork.of(recurrent(false))
                        .classifier(new InputShape(Layout.NCW, 2, 1, 1))
                        .logits(new Matrix(3, 2, new float[6]))
                        .rows())
                .isEqualTo(3);
    }

    @Test
    void aVertexThatStacksSamplesIsNamed() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addVertex("stack", new StackVertex(), "in", "in")
                .addLayer("out", output(), "stack")
                .setOutputs("out")
                .build());
        graph.init();

        assertThatThrownBy(() -> Dl4jNetwork.of(graph).classifier(FLAT))
                .hasMessageContaining("from 'stack' (StackVertex) on, gives 2 rows of scores for a batch of 1");
    }

    @Test
    void aUsersClassifierThatGivesOtherRowsIsRefused() {
        RunOptions options = RunOptions.seed(0);
        Samples samples = new Samples(FLAT, new Matrix(12, 2, new float[24]), new int[12]);
        TestedModel model = TestedModel.of(new Linear(n -> new Matrix(6 * n, 3, new float[18 * n])))
                .range(0, 1);

        assertThatThrownBy(() -> new RobustnessEvaluator(model, samples, options))
                .hasMessageContaining("6 rows of scores for a batch of 1")
                .hasMessageContaining(Linear.class.getName());
    }

    @Test
    void scoresAreOnePerClass() {
        // the first samples are given one at a time, to try what a classifier promises
        Classifier four = classifier(n -> new Matrix(n, 4, new float[4 * n]));
        Classifier none = classifier(n -> null);
        Classifier fewer = classifier(n -> new Matrix(n - 1, 3, new float[3 * n - 3]));
        Matrix batch = new Matrix(5, 2, new float[10]);

        assertThatThrownBy(() -> four.logits(batch))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gives 4 scores for each sample, but has 3 classes");
        assertThatThrownBy(() -> none.logits(batch)).hasMessageContaining("gives null for a batch of 1");
        assertThatThrownBy(() -> fewer.fork().logits(batch))
                .hasMessageContaining("gives 0 rows of scores for a batch of 1");
    }

    @Test
    void aGradientHasTheShapeOfTheBatch() {
        DifferentiableClassifier classifier =
                (DifferentiableClassifier) TestedModel.of(new WithGradient(n -> new Matrix(n, 3, new float[3 * n])))
                        .model()
                        .classifier(FLAT);
        Matrix batch = new Matrix(5, 2, new float[10]);

        assertThatThrownBy(() -> classifier.fork().forward(batch))
                .hasMessageContaining("an input gradient of 4 x 3 for a batch of 4 x 2");
    }

    @Test
    void aModelWithOneScoreIsNoClassifier() {
        ScoreShape shape = ScoreShape.unknown("The model");

        assertThatThrownBy(() -> shape.require(new Matrix(5, 1, new float[5]), 5))
                .hasMessageContaining("The model gives 1 scores for each sample, but has at least 2 classes");
    }

    private static Classifier classifier(Scores scores) {
        return TestedModel.of(new Linear(scores)).model().classifier(FLAT);
    }

    private static MultiLayerNetwork recurrent(boolean pools) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nOut(4).activation(Activation.TANH).build());
        if (pools) {
            list.layer(new GlobalPoolingLayer());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(output())
                .setInputType(InputType.recurrent(2, RNNFormat.NCW))
                .build());
        network.init();
        return network;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private interface Scores {

        @Nullable
        Matrix of(int samples);
    }

    /** Says it has three classes. */
    private static class Linear implements Classifier {

        private final Scores scores;

        Linear(Scores scores) {
            this.scores = scores;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        @SuppressWarnings("NullAway") // as a user without NullAway may do
        public Matrix logits(Matrix batch) {
            return scores.of(batch.rows());
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }

    /** Gives its upstream gradient for that of its input. */
    private static final class WithGradient extends Linear implements DifferentiableClassifier {

        WithGradient(Scores scores) {
            super(scores);
        }

        @Override
        public Matrix logits(Matrix batch) {
            return super.logits(batch);
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            Matrix logits = logits(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return logits;
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    return upstream;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier withMemory(long bytes) {
            return this;
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }
}
