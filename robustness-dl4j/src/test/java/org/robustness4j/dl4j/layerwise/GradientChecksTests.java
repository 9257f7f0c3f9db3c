package org.robustness4j.dl4j.layerwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.dl4j.RandomNetworks;
import org.robustness4j.dl4j.network.LogitsGraph;
import org.robustness4j.dl4j.network.ProbeInputs;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A user's own layers, whose backward pass is right or wrong, and layers of DL4J with kinks. */
class GradientChecksTests {

    private static final int FEATURES = 5;

    /** As ELU is, unless its alpha is 1. */
    private static final Set<String> WRONG_IN_DL4J = Set.of("local response normalisation", "parametric rectifier");

    /** What a layer of a user's does: three times its input, and what it takes for the gradient of that. */
    enum Backward {
        RIGHT(""),
        TWICE("its gradient is"),
        OPPOSITE("its gradient is"),
        NOT_THE_LAST_FEATURE("its gradient along a random direction is"),
        NOT_THE_SECOND_SAMPLE("its gradient along a random direction is"),
        NOT_OF_NEGATIVE_VALUES("its gradient"),
        NONE("gives no gradient of its input"),
        OF_ANOTHER_SHAPE("gives a gradient of the shape"),
        FAILS("has no working backward pass");

        private final String reason;

        Backward(String reason) {
            this.reason = reason;
        }

        private INDArray of(INDArray input, INDArray gradient) {
            INDArray right = gradient.mul(3);
            return switch (this) {
                case RIGHT, NONE -> right;
                case TWICE -> right.mul(2);
                case OPPOSITE -> right.neg();
                case NOT_THE_LAST_FEATURE -> {
                    right.getColumn(FEATURES - 1).assign(0);
                    yield right;
                }
                case NOT_THE_SECOND_SAMPLE -> {
                    if (right.rows() > 1) {
                        right.getRow(1).assign(0);
                    }
                    yield right;
                }
                case NOT_OF_NEGATIVE_VALUES -> right.mul(input.gt(0).castTo(right.dataType()));
                case OF_ANOTHER_SHAPE -> Nd4j.zeros(right.dataType(), right.rows(), FEATURES + 1);
                case FAILS -> throw new IllegalStateException("not written yet");
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongBackwardPassOfAUsersLayerIsFoundAndNamed(Backward backward) {
        Optional<String> missing = new InputGradients(
                        LogitsGraph.forInference(network(new Threefold(backward))), InputShape.flat(FEATURES))
                .missing();

        if (backward == Backward.RIGHT) {
            assertThat(missing).isEmpty();
        } else {
            assertThat(missing).hasValueSatisfying(reason -> assertThat(reason)
                    .startsWith("the network gives none, because 'layer1' (Threefold) ")
                    .contains(backward.reason));
        }
    }

    @Test
    void attacksThatFollowAWrongGradientAreAnErrorAndOthersRun() {
        MultiLayerNetwork network = network(new Threefold(Backward.OPPOSITE));
        TestedModel model = TestedModel.of(network).range(-1, 1);
        Matrix points = ProbeInputs.of(3, FEATURES);
        Matrix logits =
                Dl4jNetwork.of(network).classifier(InputShape.flat(FEATURES)).logits(points);
        int[] labels = IntStream.range(0, 3)
                .map(i -> logits.get(i, 0) > logits.get(i, 1) ? 0 : 1)
                .toArray();
        Samples samples = new Samples(InputShape.flat(FEATURES), points, labels);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model, samples, RunOptions.seed(0));
        ThreatModel threat = ThreatModel.untargeted(Norm.LINF, 0.5, model.domain());

        assertThatThrownBy(() -> evaluator.evaluate(new Pgd(), threat, RunOptions.seed(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs input gradients")
                .hasMessageContaining("'layer1' (Threefold) has a backward pass that is wrong: its gradient is")
                .hasMessageContaining("use an attack that needs scores alone, such as Square");
        assertThat(evaluator
                        .evaluate(new Square(20), threat, RunOptions.seed(0))
                        .robustAccuracy()
                        .total())
                .isEqualTo(3);
    }

    @Test
    void aRightOneIsFollowed() {
        assertThat(Dl4jNetwork.of(network(new Threefold(Backward.RIGHT))).classifier(InputShape.flat(FEATURES)))
                .isInstanceOf(DifferentiableClassifier.class);
    }

    /** ReLU and its kin, max pooling among equals, clipped activations: whatever is drawn. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void layersWithKinksAreNoFalseAlarm(int tenth) {
        List<String> kinds = RandomNetworks.IMAGE_LAYERS.stream()
                .filter(kind -> !WRONG_IN_DL4J.contains(kind))
                .toList();
        int checked = 0;
        for (int seed = 1000 * tenth; checked < 10; seed++) {
            String kind = kinds.get(seed % kinds.size());
            RandomNetworks.Case drawn = new RandomNetworks(new SplittableRandom(seed), true).image(kind);
            if (drawn.graph().getConfiguration().toJson().contains("ActivationELU")) {
                continue;
            }
            assertThat(new InputGradients(LogitsGraph.forInference(drawn.graph()), drawn.shape()).missing())
                    .as("%s of seed %d", kind, seed)
                    .isEmpty();
            checked++;
        }
    }

    /** A derivative of 0 with slopes of 1 and -1 on both sides is none: of what is equal, max pooling rises with the first. */
    @Test
    void whereNothingHasADerivativeALayerIsLookedAtElsewhere() {
        INDArray[] equals = {Nd4j.zeros(DataType.DOUBLE, 1, 4)};
        GradientComparison comparison = new GradientComparison(
                new GradientComparison.Function() {
                    @Override
                    public INDArray forward(INDArray[] inputs) {
                        return inputs[0].max(true, 1);
                    }

                    @Override
                    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
                        return new INDArray[] {Nd4j.zeros(DataType.DOUBLE, 1, 4)};
                    }
                },
                DataType.DOUBLE,
                Precision.DOUBLE);

        assertThat(comparison.at(equals)).isEmpty();
        assertThat(comparison.hasSeenSomething()).isFalse();
        assertThat(comparison.at(new INDArray[] {Nd4j.createFromArray(new double[][] {{1, 2, 3, 4}})}))
                .isPresent();
    }

    private static MultiLayerNetwork network(Layer layer) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new NoOp())
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(FEATURES)
                        .activation(Activation.RELU)
                        .build())
                .layer(layer)
                .layer(new OutputLayer.Builder()
                        .nIn(FEATURES)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }

    /** Three times its input. */
    static final class Threefold extends NoParamLayer {

        private static final long serialVersionUID = 1L;

        private final Backward backward;

        Threefold(Backward backward) {
            this.backward = backward;
        }

        @Override
        public org.deeplearning4j.nn.api.Layer instantiate(
                NeuralNetConfiguration configuration,
                Collection<TrainingListener> listeners,
                int index,
                INDArray parameters,
                boolean initialize,
                DataType type) {
            return new Running(configuration, type, backward);
        }

        @Override
        public InputType getOutputType(int index, InputType input) {
            return input;
        }

        @Override
        public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
            return null;
        }

        @Override
        public LayerMemoryReport getMemoryReport(InputType input) {
            return new LayerMemoryReport.Builder("threefold", Threefold.class, input, input)
                    .standardMemory(0, 0)
                    .workingMemory(0, 0, 0, 0)
                    .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                    .build();
        }
    }

    private static final class Running extends AbstractLayer<Threefold> {

        private static final long serialVersionUID = 1L;

        private final Backward backward;

        Running(NeuralNetConfiguration configuration, DataType type, Backward backward) {
            super(configuration, type);
            this.backward = backward;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            return input.mul(3);
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray gradient, LayerWorkspaceMgr workspaces) {
            return new Pair<>(new DefaultGradient(), backward == Backward.NONE ? null : backward.of(input, gradient));
        }

        @Override
        public boolean isPretrainLayer() {
            return false;
        }

        @Override
        public void clearNoiseWeightParams() {
            // it has no weights
        }
    }
}
